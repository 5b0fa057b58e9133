"""From discrepancies to a reader: compose the digest, render it, deliver it once."""
