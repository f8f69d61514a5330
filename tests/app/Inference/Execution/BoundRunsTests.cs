using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Execution;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Execution;

/// <summary>Batches of a model that adds its input of 1,000 numbers a row to itself.</summary>
public sealed class BoundRunsTests : IDisposable
{
    private const int Columns = 1000;
    private const int RowBytes = Columns * sizeof(float);
    private readonly ModelFolder _folder = new();
    private readonly ModelVersion _model;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();

    public BoundRunsTests()
    {
        var file = Add("double", Columns);
        _model = ServerLoader.Create(TimeProvider.System, NullLogger<ModelLoader>.Instance).Load(ModelFile.Scan(_folder.Path).Single());
        _session = new InferenceSession(file);
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
        _model.Drop();
        _folder.Dispose();
    }

    [Fact]
    public void TryRun_RowsGoingUpAndDown_ComputesEachInTheMemoryOfTheLargest()
    {
        using var runs = BoundRuns.TryCreate(_session, _model.Signature)!;
        Assert.Equal(0, runs.PinnedBytes);
        int[] largest = [.. Enumerable.Range(1, 64), .. Enumerable.Range(1, 64).Reverse(), 3, 64, 1, 33];

        foreach (var rows in largest)
            AssertDoubles(runs, rows / 2, rows - rows / 2);

        // Each number of rows with memory of its own would have 2,080 rows of it.
        Assert.Equal(64 * 2 * RowBytes, runs.PinnedBytes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 8)]
    [InlineData(64, 64)]
    public void TryRun_FirstBatch_TakesMemoryForAboutAsMany(int rows, int room)
    {
        using var runs = BoundRuns.TryCreate(_session, _model.Signature)!;

        AssertDoubles(runs, rows);

        Assert.Equal(room * 2 * RowBytes, runs.PinnedBytes);
    }

    [Fact]
    public void TryRun_MoreRowsThanAreBound_DoesNothing()
    {
        using var runs = BoundRuns.TryCreate(_session, _model.Signature)!;

        Assert.False(runs.TryRun(_options, [Job(65)], 65));
        Assert.Equal(0, runs.PinnedBytes);
    }

    [Theory]
    [InlineData(131_072, true)]
    [InlineData(131_073, false)]
    [InlineData(-1, false)]
    public void TryCreate_IsForSmallRowsOfOneSize(int columns, bool isFor)
    {
        using var session = new InferenceSession(Add("other", columns));
        using var runs = BoundRuns.TryCreate(session, SessionSignature.Read(session));

        Assert.Equal(isFor, runs is not null);
    }

    private string Add(string name, long columns) => _folder.Add(
        name, """{"batching":{"maxBatchSize":64}}""", OnnxBytes.Node("", "Add", ["x", "x"], ["y"]),
        OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, columns]), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, columns]));

    private void AssertDoubles(BoundRuns runs, params int[] rows)
    {
        InferenceJob[] jobs = [.. rows.Where(count => count > 0).Select(Job)];

        Assert.True(runs.TryRun(_options, jobs, rows.Sum()));

        foreach (var job in jobs)
        {
            Assert.Equal([job.Rows, Columns], job.Outputs[0].Shape.ToArray());
            Assert.Equal(
                MemoryMarshal.Cast<byte, float>(job.Inputs[0].Payload).ToArray().Select(value => 2 * value),
                MemoryMarshal.Cast<byte, float>(job.Outputs[0].Payload).ToArray());
            _model.ReturnJob(job);
        }
    }

    private InferenceJob Job(int rows)
    {
        var job = _model.TryRentJob()!;
        job.Rows = rows;
        job.Inputs[0].SetShape([rows, Columns]);
        var values = MemoryMarshal.Cast<byte, float>(job.Inputs[0].Resize(rows * RowBytes));
        for (var i = 0; i < values.Length; i++)
            values[i] = rows + i / 8f;
        return job;
    }
}
