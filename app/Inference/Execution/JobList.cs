namespace Platform.Inference.Execution;

/// <summary>Jobs in the order of their arrival, linked through themselves. Not safe for concurrent use.</summary>
internal sealed class JobList
{
    private Job? _last;

    public Job? First { get; private set; }

    public int Count { get; private set; }

    public long Rows { get; private set; }

    public void Append(Job job)
    {
        job.Next = null;
        job.IsWaiting = true;
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
        Leave(job);
    }

    /// <summary>Takes a job out wherever it is; it must be in this list.</summary>
    public void Remove(Job job)
    {
        if (First == job)
        {
            RemoveFirst();
            return;
        }

        var before = First!;
        while (before.Next != job)
            before = before.Next!;
        before.Next = job.Next;
        if (_last == job)
            _last = before;
        Leave(job);
    }

    /// <param name="now">Jobs whose deadline is before this are removed.</param>
    /// <param name="next">The earliest deadline among those that stay; 0 when none has one.</param>
    public List<Job> RemoveExpired(long now, out long next)
    {
        var expired = new List<Job>();
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
                job.IsWaiting = false;
                expired.Add(job);
                continue;
            }

            Append(job);
            if (job.Deadline != 0 && (next == 0 || job.Deadline < next))
                next = job.Deadline;
        }

        return expired;
    }

    private void Leave(Job job)
    {
        job.IsWaiting = false;
        Count--;
        Rows -= job.Rows;
    }
}
