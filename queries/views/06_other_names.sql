create or replace view other_names as
select
    alias_key(alias) as alias,
    min(alias_key(name)) as name
from store.aliases
group by alias_key(alias);

comment on view other_names is 'Which names stand for the same speaker, group or place? '
'Try: from other_names order by name, alias;';
