namespace Platform.Inference.Execution;

/// <summary>Jobs in the order of their arrival, linked through themselves. Not safe for concurrent use.</summary>
internal sealed class JobList
{
    private InferenceJob? _last;

    public InferenceJob? First { get; private set; }

    public int Count { get; private set; }

    public long Rows { get; private set; }

    public void Append(InferenceJob job)
    {
        job.Next = null;
        if (_last is null)
            First = job;
        else
            _last.Next = job;
        _last = job;
        Count++;
        Rows += job.Rows;
    }

    public void RemoveFirst()
    {
        var job = First!;
        First = job.Next;
        _last = First is null ? null : _last;
        Count--;
        Rows -= job.Rows;
    }

    /// <param name="now">Jobs whose deadline is before this are removed.</param>
    /// <param name="next">The earliest deadline among those that stay; 0 when none has one.</param>
    public List<InferenceJob> RemoveExpired(long now, out long next)
    {
        var expired = new List<InferenceJob>();
        var rest = First;
        next = 0;
        First = _last = null;
        Count = 0;
        Rows = 0;
        while (rest is { } job)
        {
            rest = job.Next;
            if (job.Deadline != 0 && job.Deadline <= now)
            {
                expired.Add(job);
                continue;
            }

            Append(job);
            if (job.Deadline != 0 && (next == 0 || job.Deadline < next))
                next = job.Deadline;
        }

        return expired;
    }
}
