using System.Text.Json;
using Platform.Billing.Data;

namespace Platform.Billing.Consent;

/// <summary>What something may be collected for, in the words that customers read. Other words are another version.</summary>
/// <param name="Name">Also the folder of what is collected for it.</param>
/// <param name="Version">Of the text, from 1.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What it is for, and what can be done about it.</param>
/// <param name="Kept">What is kept, and what is not.</param>
/// <param name="Days">How long it is kept at most.</param>
internal sealed record ConsentPurpose(string Name, int Version, string Title, string Text, string Kept, int Days)
{
    /// <summary>Names all of it: a consent is one to this, and to nothing else.</summary>
    public string Sha256 { get; } = TextHash.Of(JsonSerializer.Serialize(
        [Name, FormattableString.Invariant($"{Version}"), Title, Text, Kept, FormattableString.Invariant($"{Days}")],
        ConsentJson.Default.StringArray));
}
