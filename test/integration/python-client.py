"""Reads one image through the official client, as its quick start shows it, and prints the lines as JSON."""

import json
import sys
import time

from azure.cognitiveservices.vision.computervision import ComputerVisionClient
from azure.cognitiveservices.vision.computervision.models import OperationStatusCodes
from msrest.authentication import CognitiveServicesCredentials

endpoint, key, image = sys.argv[1:4]
client = ComputerVisionClient(endpoint, CognitiveServicesCredentials(key))
with open(image, "rb") as stream:
    response = client.read_in_stream(stream, raw=True)
operation_id = response.headers["Operation-Location"].split("/")[-1]
for _ in range(600):
    result = client.get_read_result(operation_id)
    if result.status not in (OperationStatusCodes.not_started, OperationStatusCodes.running):
        break
    time.sleep(0.1)
pages = result.analyze_result.read_results
print(json.dumps({"status": result.status, "lines": [line.text for page in pages for line in page.lines]}))
