using System.Net;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Execution;

/// <summary>Small requests whose values ask for more memory than the server has, to one whose process is its own.</summary>
public sealed class AllocationLimitTests
{
    [SkippableFact]
    public async Task Infer_ValuesThatAskForMoreMemoryThanThereIs_AreRefusedAndOthersAnswered()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux holds a process to what it may allocate");
        using var models = new ModelFolder();
        models.Add(
            "expand", null, OnnxBytes.Node("", "Expand", ["x", "shape"], ["y"]), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [1]),
            OnnxBytes.Value(11, "shape", ModelFolder.Int64, [1]), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1]));
        using var process = ServerProcess.Start([], "--Models:Root", models.Path, "--Limits:MemoryBytes", "400000000");
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await ServerProcess.ReadyAsync(client);

        var refused = await client.PostAsync("/v2/models/expand/infer", Body(250_000_000));
        var served = await client.PostAsync("/v2/models/expand/infer", Body(2));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(
            """{"error":"the server has no memory left for this request to model 'expand'; try again later"}""",
            await refused.Content.ReadAsStringAsync());
        Assert.Equal(
            """{"model_name":"expand","model_version":"1","outputs":[{"name":"y","datatype":"FP32","shape":[2],"data":[1,1]}]}""",
            await served.Content.ReadAsStringAsync());
    }

    private static StringContent Body(int length) => new(
        $$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[1]},{"name":"shape","datatype":"INT64","shape":[1],"data":"""
        + $$"""[{{length}}]}]}""");
}
