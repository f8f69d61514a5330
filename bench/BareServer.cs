using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Inference.Execution;

namespace Platform.Bench;

/// <summary>The limit for HTTP: Kestrel, set up as the server has it, reads the body and answers a constant.</summary>
internal static class BareServer
{
    public static async Task<int> RunAsync(string port, string answer)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", $"http://127.0.0.1:{port}"]);
        builder.Logging.ClearProviders();
        SingleProcessor.Configure(builder.Services, grpcPort: null);
        var app = builder.Build();
        var body = Encoding.UTF8.GetBytes(answer);
        app.MapPost("/{**path}", (RequestDelegate)(context => AnswerAsync(context, body)));
        await app.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync();
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                break;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body);
    }
}
