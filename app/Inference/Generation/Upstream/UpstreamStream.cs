using System.Text;
using System.Text.Json;
using Platform.Inference.Generation.Safety;

namespace Platform.Inference.Generation.Upstream;

/// <summary>
/// Events on their way to a caller: each as it comes, but for the numbers that he did not ask for. Where a filter is on, what is written is
/// held until so much of it is there that it can be judged.
/// </summary>
internal sealed class UpstreamStream(
    HttpContext context, UpstreamModel model, UpstreamRequest sent, FilteredTexts filter, TimeProvider time)
{
    private readonly List<string> _held = [];
    private readonly StringBuilder _unjudged = new();
    private JsonElement _written;
    private bool _isRefused;

    public UpstreamUsage Counted { get; } = new(sent.PromptTokens);

    /// <summary>Sent so far.</summary>
    public int Bytes { get; private set; }

    /// <summary>Sends on all but the end.</summary>
    /// <exception cref="IOException">It breaks off.</exception>
    /// <exception cref="TimeoutException">Nothing comes any more.</exception>
    /// <exception cref="Execution.RefusedException">The filter gives no verdict.</exception>
    public async Task PumpAsync(Stream source)
    {
        using var reader = new StreamReader(source);
        while (!_isRefused)
        {
            var line = await reader.ReadLineAsync(context.RequestAborted).AsTask().WaitAsync(model.Patience, time, context.RequestAborted)
                ?? throw new IOException($"the stream of model '{model.Name}' ended before its end");
            var data = line.StartsWith("data:", StringComparison.Ordinal) ? line[5..].TrimStart() : null;
            if (data == "[DONE]")
            {
                await JudgeAsync();
                return;
            }

            var json = string.IsNullOrEmpty(data) ? null : UpstreamAnswer.Parse(Encoding.UTF8.GetBytes(data));
            if ((json is { } answer && Counted.Add(answer) && !sent.WantsUsage) || line.Length == 0)
                continue;
            if (filter.IsOn)
                await HoldAsync(line, json);
            else
                await WriteAsync(line);
        }
    }

    public Task EndAsync() => WriteAsync("data: [DONE]");

    /// <summary>What nobody can judge, as it is no event that is known, is left out.</summary>
    private async Task HoldAsync(string line, JsonElement? json)
    {
        if (json is not { } answer)
            return;
        _held.Add(line);
        var text = UpstreamAnswer.TextOf(answer);
        if (text.Length > 0)
            _written = answer;
        _unjudged.Append(text);
        if (_unjudged.Length is 0 or >= FilteredTexts.Together)
            await JudgeAsync();
    }

    private async Task JudgeAsync()
    {
        if (_unjudged.Length > 0 && !await filter.PassesAsync(_unjudged.ToString(), context.RequestAborted))
        {
            _isRefused = true;
            _held.Clear();
            _held.Add($"data: {UpstreamAnswer.Refused(_written)}");
            if (sent.WantsUsage)
                _held.Add($"data: {UpstreamAnswer.Usage(_written, Counted)}");
        }

        foreach (var line in _held)
            await WriteAsync(line);
        _held.Clear();
        _unjudged.Clear();
    }

    private async Task WriteAsync(string line)
    {
        var bytes = Encoding.UTF8.GetBytes($"{line}\n\n");
        await context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
        Bytes += bytes.Length;
    }
}
