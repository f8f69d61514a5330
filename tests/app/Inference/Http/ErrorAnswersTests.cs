using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Inference.Http;

namespace Platform.Inference.Tests.Http;

public sealed class ErrorAnswersTests
{
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
        var log = new CountingLog();
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await new ErrorAnswers(new Drain(Options.Create(new LimitsOptions()), new ListenSockets(), TimeProvider.System), log).AnswerAsync(
            context, failure);

        Assert.Equal((status, status == 500 ? 1 : 0), (context.Response.StatusCode, log.Errors));
        context.Response.Body.Position = 0;
        Assert.Equal(body, await new StreamReader(context.Response.Body).ReadToEndAsync());
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
