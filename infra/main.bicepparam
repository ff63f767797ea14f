using 'main.bicep'

param name = 'insight'
param storageSku = 'Standard_LRS'
param instanceMemoryMB = 2048
param maximumInstanceCount = 40

// From the deployer's environment, so that no secret stands in a file.
param adminKey = readEnvironmentVariable('INSIGHT_ADMIN_KEY')
