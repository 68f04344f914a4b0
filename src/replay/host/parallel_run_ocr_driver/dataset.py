"""The part of a data set that a mini-batch of partition keys is, with what can be asked of it without Azure.

https://learn.microsoft.com/python/api/azureml-core/azureml.data.filedataset
https://learn.microsoft.com/python/api/azureml-core/azureml.data.tabulardataset
"""

import os


class FileDataset:
    def __init__(self, files, root):
        self._files, self._root = list(files), root or "/"

    def to_path(self):
        """The paths below the root of the data set, each with a slash before it."""
        return ["/" + os.path.relpath(file, self._root) for file in self._files]


class TabularDataset:
    def __init__(self, frame):
        self._frame = frame

    def to_pandas_dataframe(self):
        return self._frame.copy()
