using System.Globalization;
using Platform.Inference.Models;

namespace Platform.Inference.Collection;

/// <summary>
/// Under which a caller says later what was right: <c>bank/1/1aef3c2/5d0c…/request-id</c>. It has all that is needed to find the call's
/// record, and a seal that only the servers can make, for one subscription; so that what nobody was given is told at once, by any server,
/// and without a list of ids.
/// </summary>
/// <param name="Model">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Minute">Of the call, since 1970.</param>
/// <param name="RequestId">Of the call; it may have any character.</param>
internal sealed record FeedbackId(string Model, string Version, long Minute, string RequestId)
{
    /// <summary>Of the answer of a call that is kept.</summary>
    public const string Header = "X-Feedback-Id";

    private const int Parts = 5;

    public DateTimeOffset At => DateTimeOffset.UnixEpoch.AddMinutes(Minute);

    private string What => string.Create(CultureInfo.InvariantCulture, $"{Model}/{Version}/{Minute:x}/{RequestId}");

    public static FeedbackId Of(ModelVersion model, DateTimeOffset at, string requestId)
        => new(model.Name, model.Version, (long)(at - DateTimeOffset.UnixEpoch).TotalMinutes, requestId);

    public string Sealed(Pseudonyms pseudonyms, string subscription)
        => string.Create(CultureInfo.InvariantCulture, $"{Model}/{Version}/{Minute:x}/{pseudonyms.Seal(subscription, What)}/{RequestId}");

    /// <returns>Null for one that the subscription was not given.</returns>
    public static FeedbackId? Open(string given, Pseudonyms pseudonyms, string subscription)
    {
        // A day of the year 9999 has 7 digits of hex in minutes; anything longer is none of ours
        if (given.Split('/', Parts) is not [var model, var version, { Length: < 9 } minute, var seal, var request]
            || !long.TryParse(minute, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var minutes))
            return null;
        var id = new FeedbackId(model, version, minutes, request);
        return CollectKey.AreSame(
            System.Text.Encoding.UTF8.GetBytes(seal), System.Text.Encoding.ASCII.GetBytes(pseudonyms.Seal(subscription, id.What)))
            ? id
            : null;
    }
}
