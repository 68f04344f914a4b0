"""Reads images with another engine: `read_with.py tesseract|rapidocr`; paths as JSON on stdin, texts as JSON on stdout."""

import json
import os
import resource
import shutil
import subprocess
import sys


def with_tesseract(path):
    command = ["tesseract", path, "stdout", "--psm", "3"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment).stdout, []


def with_rapidocr():
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1})

    def read(path):
        result = engine(path)
        texts, scores = result.txts or (), result.scores or ()
        lines = [{"text": text, "confidence": float(score)} for text, score in zip(texts, scores)]
        return "\n".join(texts), lines

    return read


def cpu_seconds():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if sys.argv[1] == "tesseract" and shutil.which("tesseract") is None:
    print("null")
    sys.exit()
read = with_tesseract if sys.argv[1] == "tesseract" else with_rapidocr()
before = cpu_seconds()
images = [dict(zip(("text", "lines"), read(path))) for path in json.load(sys.stdin)]
print(json.dumps({"images": images, "cpuSeconds": cpu_seconds() - before}))
