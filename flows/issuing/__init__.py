"""From discrepancies to a reader: compose the digest, render it, deliver it once.

    issues, failures = issue_digests(store, settings, data, now)
    outcomes = deliver_pending(store, settings, data, now)
    rendered = Press(store, settings, now).edition(reader).rendered

`issue_digests` writes files and notes what is to be sent; `deliver_pending` sends it; a run killed between or
within them is completed by the next.
"""

from flows.issuing.deliver import deliver_pending
from flows.issuing.editions import Press
from flows.issuing.issues import Issue, issue_digests
from flows.issuing.render import Rendered, render

__all__ = ["Issue", "Press", "Rendered", "deliver_pending", "issue_digests", "render"]
