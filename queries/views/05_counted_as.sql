-- What a unit counts as. In a class that has parts (people, vehicles) a noun of its own is a part too:
-- relatives are people, yet their number is not that of the people. In a class without parts all nouns
-- count the same.

create or replace view counted_as as
with classes as (
    select
        unit,
        min(unit_class) as class,
        min(includes_class) as includes_class
    from store.unit_classes
    group by unit
),

wholes as (
    select distinct includes_class as class
    from classes
    where includes_class is not null
)

select
    classes.unit,
    if(wholes.class is null, classes.class, classes.unit) as unit_class,
    if(classes.class = wholes.class and classes.unit <> classes.class, classes.class, classes.includes_class)
        as includes_class
from classes
left join wholes on classes.class = wholes.class;

comment on view counted_as is 'As what is a unit counted, and of what is it a part? '
'Try: from counted_as where unit in (''militant'', ''person'', ''truck'');';
