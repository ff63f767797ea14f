// Everything that Insight needs in one resource group. The Event Grid subscription comes in a second deployment,
// because its key and its handshake exist only once the code runs:
//   1. az deployment group create -g <group> -f infra/main.bicep -p infra/main.bicepparam
//   2. publish src/Functions to the function app named in the outputs
//   3. the first command again, with -p deployEventSubscription=true

@description('Prefix of the names of all resources: lower-case letters and digits.')
@minLength(2)
@maxLength(11)
param name string = 'insight'

@description('Azure region; it must offer Flex Consumption.')
param location string = resourceGroup().location

@description('Redundancy of the storage account. Take Standard_ZRS for production where the region has it.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('Days after which a dated export is deleted.')
@minValue(1)
param exportRetentionDays int = 90

@description('Days after which quarantined rows are deleted.')
@minValue(1)
param quarantineRetentionDays int = 180

@description('Memory of one instance in MB: 2048 has one core, 4096 two.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances that each scale group may start.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Key that may create shops and their keys.')
@secure()
@minLength(32)
param adminKey string

@description('Creates the Event Grid subscription. Only after the code is published.')
param deployEventSubscription bool = false

var suffix = uniqueString(resourceGroup().id, name)

module storage 'modules/storage.bicep' = {
  params: {
    name: '${name}${suffix}'
    location: location
    sku: storageSku
    exportRetentionDays: exportRetentionDays
    quarantineRetentionDays: quarantineRetentionDays
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
  }
}

module identity 'modules/identity.bicep' = {
  params: {
    name: '${name}-${suffix}-id'
    location: location
    storageName: storage.outputs.name
    applicationInsightsName: monitoring.outputs.name
  }
}

module app 'modules/functionApp.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    applicationInsightsName: monitoring.outputs.name
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    adminKey: adminKey
  }
}

module events 'modules/eventTopic.bicep' = {
  params: {
    name: '${name}-${suffix}-uploads'
    location: location
    identityName: identity.outputs.name
    storageName: storage.outputs.name
  }
}

module subscription 'modules/eventSubscription.bicep' = if (deployEventSubscription) {
  params: {
    topicName: events.outputs.name
    functionAppName: app.outputs.name
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    uploadContainer: storage.outputs.uploadContainer
    deadLetterContainer: storage.outputs.deadLetterContainer
  }
}

@description('Function app to which src/Functions is published.')
output functionAppName string = app.outputs.name

@description('Base address of the HTTP contract.')
output apiUrl string = 'https://${app.outputs.hostName}/api/v1'

@description('Storage account into whose container `uploads` shops drop their files.')
output storageAccountName string = storage.outputs.name

@description('Application Insights resource with logs and metrics.')
output applicationInsightsName string = monitoring.outputs.name

@description('Client id of the identity that the app runs as.')
output identityClientId string = identity.outputs.clientId

@description('Whether dropped files are announced to the app yet.')
output eventSubscriptionDeployed bool = deployEventSubscription
