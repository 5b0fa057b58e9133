"""Topics: the boolean language an analyst writes, made into patterns a query can hold against articles.

    raqqa AND (convoy OR evacuat*) AND NOT "oil price" AND bus* NEAR/5 fighter* AND outlet:bbc

Words stand in any case and with or without accents. Words side by side must all occur. AND binds tighter
than OR. A known name finds its other forms. docs/topics.md tells it all.
"""

from flows.topics.compile import PatternTerm, compile_query
from flows.topics.parse import QueryError, parse

__all__ = ["PatternTerm", "QueryError", "compile_query", "parse"]
