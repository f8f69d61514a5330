using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Play;

/// <summary>The provider's webhooks: one for each change of a capture; with faults late, doubled, out of order, and some forged.</summary>
internal sealed class Mail(Stage stage, Payer payer, Draws draws, bool faults)
{
    private static readonly TimeSpan _latest = TimeSpan.FromDays(2);

    private readonly HashSet<(string, string)> _told = [];
    private readonly HashSet<string> _taken = [];
    private readonly List<Webhook> _waiting = [];

    public int Delivered { get; private set; }

    /// <summary>Of those delivered, those that billing had before.</summary>
    public int Doubled { get; private set; }

    /// <summary>Those that billing refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Forged ones that were taken, and others that were refused.</summary>
    public int Mistaken { get; private set; }

    public async Task RunAsync(IReadOnlyList<CaptureView> captures, CancellationToken cancellationToken)
    {
        foreach (var capture in captures)
        {
            if (!capture.IsRefunded && _told.Add((capture.Id, capture.Status)))
                Write(capture.Id, capture.Status);
            foreach (var refund in capture.Refunds)
                if (_told.Add((refund, "REFUNDED")))
                    Write(refund, "REFUNDED");
        }

        var now = stage.Clock.GetUtcNow();
        foreach (var webhook in _waiting.Where(webhook => webhook.Due <= now).ToList())
            if (stage.Billing.Address is { } billing)
                Count(webhook, await payer.TellAsync(billing, webhook, cancellationToken));
    }

    private void Write(string resource, string status)
    {
        var sent = new Webhook($"WH-{resource}-{status}", $"PAYMENT.CAPTURE.{status}", resource, Due());
        _waiting.Add(sent);
        if (!faults)
            return;
        if (draws.OneIn(2))
            _waiting.Add(sent with { Due = Due() });
        if (draws.OneIn(4))
            _waiting.Add(sent with { Event = $"{sent.Event}-FORGED", IsForged = true });
    }

    private DateTimeOffset Due() => stage.Clock.GetUtcNow() + (faults ? _latest * draws.Next(100) / 100 : TimeSpan.Zero);

    /// <summary>What nobody took is sent again, as the provider does for three days.</summary>
    private void Count(Webhook webhook, int status)
    {
        if (status is not (200 or 400))
            return;
        _waiting.Remove(webhook);
        if (status == 400)
            Refused++;
        else
            Delivered++;
        // What is forged is refused, and nothing else is
        if (webhook.IsForged != (status == 400))
            Mistaken++;
        if (!_taken.Add(webhook.Event))
            Doubled++;
    }
}
