using Platform.Inference.Http;
using Platform.Inference.Models;
using Platform.Inference.Usage;

namespace Platform.Inference.Collection;

/// <summary>
/// Decides by a hash of the request's id, so that the same calls are kept whichever server they reach, and by what the consent file says.
/// All else is done behind a bounded queue; what does not go into it is dropped and counted.
/// </summary>
internal sealed class CallCollector(CollectOptions options, ConsentWatch watch, CollectQueue queue, TimeProvider time) : ICallCollector
{
    private const uint HashSteps = 10_000;

    private readonly uint _kept = (uint)options.Percent * (HashSteps / 100);

    private int _unnamed;

    public CollectTicket Begin(HttpContext context, InferenceJob job)
    {
        // First what leaves out most
        if (watch.Last is not { Consents.Count: > 0 } last || !IsInSample(context)
            || context.Request.Headers[GatewayHeaders.Subscription] is not [{ Length: > 0 } subscription])
            return default;
        var pseudonym = last.Pseudonyms.Of(subscription);
        var purposes = last.Consents.Of(pseudonym);
        if (purposes == Purposes.None)
            return default;
        // What the clock says is asked for last: an old file counts for nothing, and so does the key of a year that is over
        var now = time.GetUtcNow();
        if (!last.Consents.HoldAt(now) || last.Pseudonyms.Year != now.Year)
            return default;
        if (!queue.HasRoom)
        {
            queue.Counts.Drop(DropReason.Queue);
            return default;
        }

        var request = ErrorResponse.IdOf(context);
        context.Response.Headers[FeedbackId.Header] = FeedbackId.Of(job.Model, now, request).Sealed(last.Pseudonyms, subscription);
        return new CollectTicket(pseudonym, purposes, request);
    }

    public void Take(in CollectTicket ticket, InferenceJob job)
    {
        if (job.InputBytes + job.OutputBytes > options.CallBytes)
            queue.Counts.Drop(DropReason.Large);
        else if (queue.HasRoom && CollectedCall.Of(job, ticket, time.GetUtcNow()) is { } call)
            queue.Add(call);
        else
            queue.Counts.Drop(DropReason.Queue);
    }

    /// <summary>
    /// An id that the server makes is known to no other: for a call that has none of its own, its number is as good, and costs nothing.
    /// </summary>
    private bool IsInSample(HttpContext context)
        => (ErrorResponse.GivenId(context) is { } given
        ? Hash(given)
        : Mix((uint)Interlocked.Increment(ref _unnamed) * 16777619u)) % HashSteps < _kept;

    /// <summary>
    /// FNV-1a, and then mixed, as its upper bits hold what the lower ones lack: http://www.isthe.com/chongo/tech/comp/fnv
    /// </summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var sign in text)
            hash = (hash ^ sign) * 16777619u;
        return Mix(hash);
    }

    private static uint Mix(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x2c1b3c6du;
        return hash ^ (hash >> 12);
    }
}
