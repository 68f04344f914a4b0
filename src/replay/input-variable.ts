/**
 * Where AML mounted the input that the argv calls `input`.
 * https://learn.microsoft.com/azure/machine-learning/how-to-read-write-data-v2
 */
export const INPUT_VARIABLE = 'AZURE_ML_INPUT_input';
