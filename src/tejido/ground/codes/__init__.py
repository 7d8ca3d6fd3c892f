"""One-use codes on paper: drawn, handed out in envelopes by somebody known, each good once, accounted for."""
