"""Azure's Python client as its quickstart uses it: submit, then poll every second."""
import io
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from azure.cognitiveservices.vision.computervision import ComputerVisionClient
from msrest.authentication import CognitiveServicesCredentials

endpoint, concurrency, *paths = json.load(sys.stdin)
client = ComputerVisionClient(endpoint, CognitiveServicesCredentials("key"))


def read(path):
    with open(path, "rb") as image:
        response = client.read_in_stream(io.BytesIO(image.read()), raw=True)
    operation = response.headers["Operation-Location"].split("/")[-1]
    while True:
        result = client.get_read_result(operation)
        if result.status not in ("notStarted", "running"):
            return result.status == "succeeded"
        time.sleep(1)


def finished(path):
    try:
        return read(path)
    except Exception:
        return False


with ThreadPoolExecutor(concurrency) as pool:
    print(sum(pool.map(finished, paths)))
