using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Execution;
using Platform.Inference.Generation.Sampling;
using Platform.Inference.Generation.Text;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Engine;

/// <summary>
/// Makes texts, all of a model's together: each step reads a piece of the prompts that are new, and one token of every other text. Texts
/// join and leave between steps. A step is one piece of work of the thread pool, so that requests to other models come in between.
/// </summary>
/// <param name="model">The model's name, for messages.</param>
/// <param name="ends">Tokens that end a text.</param>
/// <param name="queue">Takes this to be executed: the thread pool's queue, or a test's.</param>
internal sealed class TextEngine(
    string model, IDecoder decoder, TextTokenizer tokenizer, int[] ends, GenerationSettings settings, TimeProvider time,
    Action<IThreadPoolWorkItem>? queue = null)
    : IThreadPoolWorkItem, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Lock _stepping = new();
    private readonly Action<IThreadPoolWorkItem> _queue = queue ?? (work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false));
    private readonly DecodeBatch _batch = new(decoder);
    private readonly List<TextRow> _reading = [];
    private readonly DecoderStep _step = new();
    private readonly SamplerScratch _scratch = new();
    private List<TextJob> _waiting = [];
    private float[] _logits = [];
    private int _reserved;
    private bool _isRunning;
    private bool _hasEnded;

    /// <summary>Texts that wait for a slot.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Tokens that texts in the making may come to have together.</summary>
    public int Reserved => Volatile.Read(ref _reserved);

    /// <summary>Takes a text; its <see cref="TextJob.Pieces"/> end when it is done, or its caller is gone.</summary>
    /// <exception cref="RefusedException">The queue is full, or the model is being taken out of service.</exception>
    public void Submit(TextJob job)
    {
        lock (_lock)
        {
            if (_hasEnded)
                throw new RefusedException($"model '{model}' is being taken out of service; try again later");
            if (_waiting.Count >= settings.MaxQueueSize)
                throw new RefusedException($"the queue of model '{model}' is full, as {_waiting.Count} texts wait; try again later");
            job.QueuedAt = time.GetTimestamp();
            _waiting.Add(job);
            if (_isRunning)
                return;
            _isRunning = true;
        }

        _queue(this);
    }

    public void Execute()
    {
        if (Step())
            _queue(this);
    }

    /// <summary>Ends all texts, and takes no more.</summary>
    public void Abort()
    {
        lock (_lock)
            _hasEnded = true;
    }

    public void Dispose()
    {
        Abort();
        lock (_stepping)
            _batch.Dispose();
    }

    private bool Step()
    {
        lock (_stepping)
        {
            if (_hasEnded)
                FailAll(new RefusedException($"model '{model}' is being taken out of service; try again later"));
            Admit();
            Drop([.. _reading.Concat(_batch.Rows).Where(row => row.Job.Gone.IsCancellationRequested)]);
            ReadPrompts();
            ReadBatch();
            lock (_lock)
                return _isRunning = _waiting.Count + _reading.Count + _batch.Count > 0;
        }
    }

    /// <summary>Gives free slots to those that wait, in their order.</summary>
    private void Admit()
    {
        lock (_lock)
        {
            _waiting.RemoveAll(EndWaiting);
            var free = settings.Slots - _reading.Count - _batch.Count;
            var admitted = 0;
            while (admitted < Math.Min(free, _waiting.Count) && _reserved + _waiting[admitted].MostTokens <= settings.CachedTokens)
            {
                var job = _waiting[admitted++];
                job.StartedAt = time.GetTimestamp();
                _reserved += job.MostTokens;
                _reading.Add(new TextRow(job, tokenizer));
            }

            _waiting.RemoveRange(0, admitted);
        }
    }

    /// <summary>Whether a text that waits need not be begun.</summary>
    private bool EndWaiting(TextJob job)
    {
        if (job.Gone.IsCancellationRequested)
            job.Finish(FinishReason.Left);
        else if (job.Deadline != 0 && time.GetTimestamp() > job.Deadline)
            job.Fail(RefusedException.Expired(model));
        else
            return false;
        return true;
    }

    private void Drop(List<TextRow> rows)
    {
        foreach (var row in rows)
            End(row, FinishReason.Left);
    }

    /// <summary>
    /// The shortest first, so that no prompt waits for a long one; and a piece of the oldest in any case, so that it comes to its end. How
    /// a prompt is cut into pieces does not depend on others: numbers differ in their last bits where sums are made in another order. Those
    /// that begin with as many tokens are read together.
    /// </summary>
    private void ReadPrompts()
    {
        if (_reading.Count == 0)
            return;
        foreach (var alike in PiecesOfStep().GroupBy(
            piece => (piece.Tokens, Row: piece.Row.Cached == 0 ? null : piece.Row), piece => piece.Row))
        {
            var rows = alike.ToList();
            Try(rows, () => ReadPieces(rows, alike.Key.Tokens));
        }
    }

    private List<(TextRow Row, int Tokens)> PiecesOfStep()
    {
        var (oldest, budget) = (_reading[0], settings.ReadTokens);
        var pieces = new List<(TextRow, int)>();
        foreach (var row in _reading.OrderBy(row => row.Unread))
        {
            var tokens = Math.Min(settings.PieceTokens, row.Unread);
            if (tokens > budget && row != oldest)
                continue;
            budget -= row == oldest ? 0 : tokens;
            pieces.Add((row, tokens));
        }

        return pieces;
    }

    /// <summary>Of one text, or the first pieces of several.</summary>
    private void ReadPieces(List<TextRow> rows, int tokens)
    {
        var started = time.GetTimestamp();
        var cached = rows[0].Cached;
        _step.Begin(rows.Count, tokens, cached);
        foreach (var (index, row) in rows.Index())
            _step.Set(index, row.Job.Prompt.AsSpan(cached, tokens), cached);
        var logits = LogitsOf(rows.Count);
        using (var past = rows[0].Own ?? KeyValues.Create(decoder.Ports, rows.Count, 0))
        {
            rows[0].Own = null;
            var present = decoder.Read(_step, past, logits.AsSpan(0, rows.Count * decoder.Ports.Vocabulary));
            Share(present, rows, cached + tokens);
        }

        var share = (time.GetTimestamp() - started) / rows.Count;
        foreach (var (index, row) in rows.Index())
        {
            row.Job.ComputeTicks += share;
            if (row.Unread == 0)
                Begin(row, logits.AsSpan(index * decoder.Ports.Vocabulary, decoder.Ports.Vocabulary));
        }
    }

    /// <summary>Each text has a cache of its own until it is one of the batch.</summary>
    private void Share(KeyValues present, List<TextRow> rows, int cached)
    {
        foreach (var row in rows)
            row.Cached = cached;
        if (rows.Count == 1)
        {
            rows[0].Own = present;
            return;
        }

        using (present)
            foreach (var (index, row) in rows.Index())
            {
                row.Own = KeyValues.Create(decoder.Ports, 1, cached);
                row.Own.Take(0, present, index, cached);
            }
    }

    private void Begin(TextRow row, Span<float> logits)
    {
        if (row.Take(logits, _scratch, ends) is { } reason)
        {
            End(row, reason);
            return;
        }

        _reading.Remove(row);
        _batch.Join(row);
    }

    private void ReadBatch()
    {
        var rows = _batch.Rows.ToList();
        if (rows.Count > 0)
            Try(rows, () => ReadTokens(rows.Count));
    }

    private void ReadTokens(int count)
    {
        var started = time.GetTimestamp();
        var rows = _batch.Read(_step, ref _logits);
        var share = (time.GetTimestamp() - started) / count;
        for (var i = 0; i < rows.Count; i++)
            if (rows[i] is { } row)
            {
                row.Job.ComputeTicks += share;
                if (row.Take(_logits.AsSpan(i * decoder.Ports.Vocabulary, decoder.Ports.Vocabulary), _scratch, ends) is { } reason)
                    End(row, reason);
            }
    }

    private float[] LogitsOf(int rows)
        => _logits.Length >= rows * decoder.Ports.Vocabulary ? _logits : _logits = new float[rows * decoder.Ports.Vocabulary];

    private void End(TextRow row, FinishReason reason)
    {
        Remove(row);
        row.Job.EndedAt = time.GetTimestamp();
        row.Finish(reason);
    }

    private void Remove(TextRow row)
    {
        if (_reading.Remove(row))
            row.Dispose();
        else
            _batch.Leave(row);
        _reserved -= row.Job.MostTokens;
    }

    /// <summary>A run that fails ends the texts that it was for, and no other.</summary>
    private void Try(List<TextRow> rows, Action run)
    {
        try
        {
            run();
        }
        catch (Exception exception)
        {
            var cause = exception is OnnxRuntimeException failed && NativeMemory.RanOut(failed)
                ? new RefusedException($"the server has no memory left for this text of model '{model}'; try again later")
                : exception;
            foreach (var row in rows.Where(row => _reading.Contains(row) || _batch.Rows.Contains(row)))
                Fail(row, cause);
        }
    }

    private void Fail(TextRow row, Exception exception)
    {
        Remove(row);
        row.Job.EndedAt = time.GetTimestamp();
        row.Job.Fail(exception);
    }

    private void FailAll(Exception exception)
    {
        foreach (var row in _reading.Concat(_batch.Rows).ToList())
            Fail(row, exception);
        lock (_lock)
        {
            foreach (var job in _waiting)
                job.Fail(exception);
            _waiting = [];
        }
    }
}
