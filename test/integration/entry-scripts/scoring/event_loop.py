"""Keeps an event loop of its own from init() to shutdown(), for clients that need one."""

import asyncio
import os


def init():
    global loop
    loop = asyncio.new_event_loop()


async def score(path):
    await asyncio.sleep(0)
    return os.path.basename(path)


async def score_all(mini_batch):
    return list(await asyncio.gather(*[score(path) for path in mini_batch]))


def run(mini_batch, mini_batch_context):
    return loop.run_until_complete(score_all(mini_batch))


def shutdown():
    loop.close()
