"""Buoys: where are the buoys, and what colour are their lights? Reads them from buoys.json when it starts."""

import json
from pathlib import Path

from fastapi import FastAPI

app = FastAPI(title="Buoys")
buoys: dict[str, str] = json.loads(Path("buoys.json").read_text())
print(f"{len(buoys)} buoys read")


@app.get("/buoys")
def all_buoys() -> dict[str, str]:
    """Every buoy with the colour of its light."""
    return buoys
