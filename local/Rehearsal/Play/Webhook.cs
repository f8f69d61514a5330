namespace Platform.Rehearsal.Play;

/// <summary>A webhook to deliver.</summary>
/// <param name="Due">When it is sent.</param>
/// <param name="IsForged">Signed for somebody else: it must be refused.</param>
internal sealed record Webhook(string Event, string Type, string Resource, DateTimeOffset Due, bool IsForged = false);
