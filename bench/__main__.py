"""`tejido bench [NAME] [--json]`: run the benches and keep what they gave in bench/results/."""

import importlib
import json
import os
import pkgutil
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import bench

HERE = Path(__file__).parent
NOT_BENCHES = {
    "__main__",
    "browsing",
    "constant",
    "inside",
    "inside_ballot",
    "inside_telling",
    "installed",
    "measuring",
    "pounding",
    "telling",
}
TOOLS = ("django", "numpy", "shapely", "granian", "pynacl")


def main() -> None:
    """Run the bench named, or all of them."""
    asked = [word for word in sys.argv[1:] if not word.startswith("-")]
    known = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in NOT_BENCHES)
    unknown = [name for name in asked if name not in known]
    if unknown:
        sys.exit(f"tejido: no bench is called {unknown[0]}; there are {', '.join(known)}")
    rows = []
    for name in asked or known:
        found = [dict(row) for row in importlib.import_module(f"bench.{name}").rows()]
        rows += found
        keep(name, found)
        if "--json" not in sys.argv:
            tell(name, found)
    if "--json" in sys.argv:
        print(json.dumps({"rows": rows}, ensure_ascii=False))


def keep(name: str, rows: list[dict]) -> None:
    """Write the rows with what they were measured on."""
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    machine = {
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {tool: version(tool) for tool in TOOLS},
        "day": datetime.now(UTC).date().isoformat(),
    }
    text = json.dumps({"machine": machine, "rows": rows}, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n")


def tell(name: str, rows: list[dict]) -> None:
    """Print the rows for people."""
    print(name)
    for row in rows:
        if row.get("bytes") is not None:
            figures = f"{row['bytes']} bytes of {row['limit']}"
        else:
            peer = f"{row['peer']} {row['peer_cpu_s']:.6f} s" if row["peer_cpu_s"] is not None else row["peer"]
            ratio = f"{row['ratio']:.2f}x" if row["ratio"] else ""
            figures = f"{row['ours_cpu_s']:.6f} s | {peer} {ratio}"
        same = "" if row["same_outcome"] else "  DOES NOT HOLD"
        print(f"  {row['name']}: {figures}{same} {row.get('note', '')}".rstrip())


if __name__ == "__main__":
    main()
