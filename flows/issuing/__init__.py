"""From discrepancies to a reader: compose the digest, render it, deliver it once.

    issues, failures = issue_digests(store, settings, data, now)
    outcomes = deliver_pending(store, settings, data, now)
    rendered = preview(store, settings, reader_id, now)

`issue_digests` writes files and notes what is to be sent; `deliver_pending` sends it; a run killed between or
within them is completed by the next.
"""

from flows.issuing.deliver import deliver_pending
from flows.issuing.issues import Issue, digest_for, issue_digests, preview
from flows.issuing.render import Rendered, render

__all__ = ["Issue", "Rendered", "deliver_pending", "digest_for", "issue_digests", "preview", "render"]
