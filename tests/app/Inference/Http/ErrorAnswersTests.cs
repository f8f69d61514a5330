using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Inference.Generation.Http;
using Platform.Inference.Http;
using Platform.Inference.Score;

namespace Platform.Inference.Tests.Http;

public sealed class ErrorAnswersTests
{
    private const string OutOfMemory = "the server has no memory left for this request; try again later";
    private readonly CountingLog _log = new();
    private readonly DefaultHttpContext _context = new() { Response = { Body = new MemoryStream() } };

    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new ConnectionResetException("reset"), 200, "" },
        { new ConnectionAbortedException("aborted"), 200, "" },
        { new TaskCanceledException("aborted", new ConnectionAbortedException()), 200, "" },
        { new IOException("The request stream was aborted.", new ConnectionAbortedException()), 200, "" },
        { new OperationCanceledException("by nobody"), 500, """{"error":"the server failed; its log says why"}""" },
        { new IOException("the disk is full"), 500, """{"error":"the server failed; its log says why"}""" },
        { new BadHttpRequestException("See MinRequestBodyDataRate.", 408), 408, """{"error":"the request body came too slowly"}""" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task AnswerAsync_ByKindOfFailure_LogsThoseOfTheServerAlone(Exception failure, int status, string body)
    {
        Assert.Equal(body, await AnswerAsync(failure));
        Assert.Equal((status, status == 500 ? 1 : 0), (_context.Response.StatusCode, _log.Errors));
    }

    [Theory]
    [InlineData("", $$"""{"error":"{{OutOfMemory}}"}""")]
    [InlineData("mlflow", $$"""{"error_code":"TEMPORARILY_UNAVAILABLE","message":"{{OutOfMemory}}"}""")]
    [InlineData(
        "openai",
        $$$"""{"error":{"message":"{{{OutOfMemory}}}","type":"server_error","param":null,"code":"overloaded"}}""")]
    public async Task AnswerAsync_MemoryThatRanOut_MayBeRetriedAtEveryDoor(string form, string body)
    {
        _context.Features.Set<IErrorForm>(form switch
        {
            "mlflow" => MlflowErrors.Instance,
            "openai" => OpenAiErrors.Instance,
            _ => null,
        });

        Assert.Equal(body, await AnswerAsync(new OutOfMemoryException("at /app/secret.cs")));
        Assert.Equal((503, "1", 0), (_context.Response.StatusCode, _context.Response.Headers.RetryAfter.ToString(), _log.Errors));
    }

    private async Task<string> AnswerAsync(Exception failure)
    {
        await new ErrorAnswers(new Drain(Options.Create(new LimitsOptions()), new ListenSockets(), TimeProvider.System), _log).AnswerAsync(
            _context, failure);
        _context.Response.Body.Position = 0;
        return await new StreamReader(_context.Response.Body).ReadToEndAsync();
    }

    private sealed class CountingLog : ILogger<ErrorAnswers>
    {
        public int Errors { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                Errors++;
        }
    }
}
