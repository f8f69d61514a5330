namespace Platform.Billing.Data;

/// <summary>The database is not one that this program can use.</summary>
internal sealed class MigrationException(string message) : Exception(message);
