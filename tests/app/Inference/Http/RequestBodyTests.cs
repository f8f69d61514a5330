using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Moq;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Json;

namespace Platform.Inference.Tests.Http;

public sealed class RequestBodyTests
{
    /// <summary>The web server reads what is left of a refused body, and logs a failure where it cannot.</summary>
    [Fact]
    public async Task Read_BodyThatTakesTooMuchMemory_CanBeReadToItsEnd()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[32_000]);
        var context = new DefaultHttpContext();
        context.Features.Set(Mock.Of<IRequestBodyPipeFeature>(body => body.Reader == pipe.Reader));
        var memory = new Reservation();
        memory.Open(new MemoryBudget(1));
        using var target = new PooledBytes();

        var refused = await Assert.ThrowsAsync<ProtocolException>(async () => await RequestBody.ReadAsync(context, target, memory));
        await pipe.Writer.WriteAsync(new byte[1]);

        Assert.Equal(
            "the request takes about 0.1 MB of memory, and this server has 0 MB for requests; send less at a time", refused.Message);
        Assert.Equal(1, (await pipe.Reader.ReadAsync()).Buffer.Length);
    }
}
