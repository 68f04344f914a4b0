"""The REST API through aiohttp, with retries after a 429."""
import asyncio
import json
import sys

import aiohttp

endpoint, concurrency, *paths = json.load(sys.stdin)
HEADERS = {"Ocp-Apim-Subscription-Key": "key", "Content-Type": "application/octet-stream"}
TRIES = 5


async def send(session, method, url, **options):
    for _ in range(TRIES):
        async with session.request(method, url, headers=HEADERS, **options) as response:
            if response.status != 429:
                response.raise_for_status()
                return response.headers, await response.read()
            await asyncio.sleep(int(response.headers.get("Retry-After", "1")))
    raise RuntimeError("429")


async def read(session, path):
    with open(path, "rb") as image:
        body = image.read()
    headers, _ = await send(session, "POST", f"{endpoint}/vision/v3.2/read/analyze", data=body)
    while True:
        await asyncio.sleep(1)
        _, text = await send(session, "GET", headers["Operation-Location"])
        status = json.loads(text)["status"]
        if status not in ("notStarted", "running"):
            return status == "succeeded"


async def main():
    slots = asyncio.Semaphore(concurrency)

    async def finished(session, path):
        async with slots:
            try:
                return await read(session, path)
            except Exception:
                return False

    async with aiohttp.ClientSession() as session:
        print(sum(await asyncio.gather(*(finished(session, path) for path in paths))))


asyncio.run(main())
