using Platform.Billing.Data;

namespace Platform.Rehearsal.Databases;

/// <summary>A database for billing, gone after the rehearsal.</summary>
internal interface IRehearsalDatabase : IAsyncDisposable
{
    /// <summary>The setting <c>Billing:Database</c>.</summary>
    string Setting { get; }

    /// <summary>The rehearsal's own way in.</summary>
    Database Open { get; }
}
