// The storage account: blobs, queues and tables, opened by identities only.

@description('Globally unique name, 3 to 24 lower-case letters and digits.')
param name string

@description('Azure region.')
param location string

@description('Redundancy.')
param sku string

@description('Days after which a dated export is deleted.')
param exportRetentionDays int

@description('Days after which quarantined rows are deleted.')
param quarantineRetentionDays int

var deployment = 'deployment'
var uploads = 'uploads'
var deadLetters = 'deadletters'
var containers = [uploads, 'quarantine', 'reports', 'lake', 'models', 'exports', deployment, deadLetters]
// The last is where the blob trigger puts files that failed five times.
var queues = ['training', 'training-poison', 'refresh-profiles', 'refresh-profiles-poison', 'lake-work', 'lake-work-poison', 'webjobs-blobtrigger-poison']
var tables = ['Shops', 'ShopKeys', 'Ingestions', 'TrainingRuns', 'Profiles']

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // No soft delete of blobs: what erasure removes must be gone.
      deleteRetentionPolicy: { enabled: false }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource container 'containers' = [for container in containers: {
      name: container
      properties: { publicAccess: 'None' }
    }]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for queue in queues: {
      name: queue
    }]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for table in tables: {
      name: table
    }]
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [for rule in [
          { container: 'exports', days: exportRetentionDays }
          { container: 'quarantine', days: quarantineRetentionDays }
        ]: {
          name: 'delete-old-${rule.container}'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${rule.container}/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
          }
        }]
      }
    }
  }
}

@description('Name of the account.')
output name string = account.name

@description('Container that holds the published code.')
output deploymentContainer string = deployment

@description('Container into which shops drop files.')
output uploadContainer string = uploads

@description('Container for events that could not be delivered.')
output deadLetterContainer string = deadLetters
