"""Log lines that say what went wrong and never who asked or what they typed."""

import logging
import traceback


class Plain(logging.Formatter):
    """Time to the hour, level, logger and, for an error, where in the code it happened; no message, no values.

    Messages of frameworks carry paths, addresses and query strings; exception texts carry what people typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line for `record`, and the places of the code that an exception passed."""
        hour = self.formatTime(record, "%Y-%m-%d %H:00")
        line = f"{hour} {record.levelname} {record.name}"
        own = getattr(record, "tejido", None)  # our own lines: words chosen by us, without anybody's data
        if own:
            line += f" {own}"
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
            line += f" {record.exc_info[0].__name__} at {where}"
        return line
