using System.Text;
using Platform.Inference.Collection.Records;

namespace Platform.Inference.Collection;

/// <summary>What somebody said of a call that is kept.</summary>
/// <param name="ticket">With the call's request id.</param>
/// <param name="id">Of the call.</param>
/// <param name="at">When it was said.</param>
/// <param name="data">An array of rows of JSON, redacted.</param>
internal sealed class CollectedFeedback(CollectTicket ticket, FeedbackId id, DateTimeOffset at, string data) : ICollected
{
    public const string Collection = "model_feedback";

    private readonly byte[] _data = Encoding.UTF8.GetBytes(data);

    public CollectTicket Ticket => ticket;

    public long Bytes => _data.Length;

    public void Write(RecordSink sink)
        => sink.Add(this, new RecordedModel(id.Model, id.Version, Folder: null), (Collection, "feedback"), (at, id.At), _data);

    public void Return()
    {
        // Nothing is lent
    }
}
