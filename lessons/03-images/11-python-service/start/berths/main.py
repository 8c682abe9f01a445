"""Berths: who lies where in the harbour? A small web service, made with FastAPI."""

from fastapi import FastAPI, HTTPException

app = FastAPI(title="Berths")
berths: dict[int, str | None] = {1: "Gull", 2: None, 3: "Old Rose", 4: None}
print("the harbour book is open")


@app.get("/berths")
def all_berths() -> dict[int, str | None]:
    """Every berth with its boat, or null."""
    return berths


@app.get("/berths/{number}")
def one_berth(number: int) -> dict[str, int | str | None]:
    """One berth; 404 if there is no such berth."""
    if number not in berths:
        raise HTTPException(404, f"there is no berth {number}")
    return {"berth": number, "boat": berths[number]}


@app.put("/berths/{number}")
def moor(number: int, boat: str) -> dict[str, int | str | None]:
    """Gives the berth to a boat; 409 if another one lies there."""
    if one_berth(number)["boat"] not in (None, boat):
        raise HTTPException(409, f"{berths[number]} lies at berth {number}")
    berths[number] = boat
    print(f"{boat} has moored at berth {number}")
    return one_berth(number)
