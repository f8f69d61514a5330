using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Gateway.Backends;
using Platform.Gateway.Calls;
using Platform.Gateway.Forwarding;

namespace Platform.Gateway.Tests;

/// <summary>Answers as it is told to, and keeps what it was asked.</summary>
internal sealed class RecordingBackend : IForwarder
{
    public List<(string Backend, string Method, string Address, Dictionary<string, string> Headers)> Requests { get; } = [];
    public int Status { get; set; } = 200;
    public string Body { get; set; } = "{}";
    public Dictionary<string, string> Headers { get; } = new() { ["Content-Type"] = "application/json" };
    public bool IsDown { get; set; }

    /// <summary>Of the requests.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>The answer's body, if it comes bit by bit.</summary>
    public string[]? Pieces { get; set; }

    /// <summary>What an answer waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async ValueTask<BackendAnswer> ForwardAsync(GatewayCall call, Backend backend, Uri address, TimeSpan timeout)
    {
        var headers = call.Http.Request.Headers.ToDictionary(
            each => each.Key, each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in backend.Headers)
            headers[name] = value;
        Requests.Add((backend.Id, call.Http.Request.Method, address.AbsoluteUri, headers));
        using var body = new MemoryStream();
        await call.Http.Request.Body.CopyToAsync(body);
        Bodies.Add(Encoding.UTF8.GetString(body.ToArray()));
        if (IsDown)
            throw new PolicyFault(500, "BackendConnectionFailure", "The backend cannot be reached.", "Internal server error");
        await Gate;
        return new Answer(call.Http, Status, Pieces ?? [Body], Headers);
    }

    private sealed class Answer(HttpContext http, int status, string[] pieces, Dictionary<string, string> headers) : BackendAnswer
    {
        public override int StatusCode => status;
        public override string? Reason => null;

        public override void CopyHeaders(IHeaderDictionary target)
        {
            foreach (var (name, value) in headers)
                target.Append(name, value);
        }

        public override ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
            => new(Encoding.UTF8.GetBytes(string.Concat(pieces)));

        public override async ValueTask SendAsync(Action writeHead)
        {
            writeHead();
            foreach (var piece in pieces)
                await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(piece));
        }

        public override ValueTask AbandonAsync() => default;
    }
}
