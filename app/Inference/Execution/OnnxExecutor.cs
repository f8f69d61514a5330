using System.Buffers.Binary;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Buffers;
using Platform.Inference.Faults;
using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>Runs jobs on one ONNX session, which may have several executors.</summary>
/// <param name="session">The model.</param>
/// <param name="signature">Its inputs and outputs.</param>
/// <param name="joins">Whether several jobs run together.</param>
/// <param name="keepsMemory">Whether the session keeps memory from run to run, which is given back after large ones.</param>
internal sealed class OnnxExecutor(InferenceSession session, Signature signature, bool joins, bool keepsMemory) : IExecutor
{
    /// <summary>Of inputs, from which a run is large.</summary>
    private const int LargeBytes = 32 << 10;

    private readonly BoundRuns? _bound = joins ? BoundRuns.TryCreate(session, signature) : null;
    private readonly RunOptions _runOptions = new();
    private readonly RunOptions _largeRunOptions = LargeRunOptions(keepsMemory);
    private readonly Tensor[] _joined = [.. signature.Inputs.Select(_ => new Tensor())];
    private readonly TensorSpec[] _inputs = signature.Inputs;

    public int ProcessId => Environment.ProcessId;

    /// <exception cref="OnnxRuntimeException">The graph refuses these inputs.</exception>
    public void Run(ReadOnlySpan<Job> jobs)
    {
        var rows = 0;
        long bytes = 0;
        foreach (var job in jobs)
        {
            rows += job.Rows;
            bytes += job.InputBytes;
        }

        if (!TryRunBound(jobs, rows))
            RunUnbound(jobs, bytes < LargeBytes ? _runOptions : _largeRunOptions);
    }

    /// <summary>
    /// False where it does not go this way, or the graph refuses, which may be because an output is not of the shape that it declares.
    /// </summary>
    private bool TryRunBound(ReadOnlySpan<Job> jobs, int rows)
    {
        try
        {
            return _bound is not null && _bound.TryRun(_runOptions, jobs, rows);
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    private void RunUnbound(ReadOnlySpan<Job> jobs, RunOptions options)
    {
        try
        {
            RunWhole(jobs, options);
            if (options == _runOptions && OutputBytes(jobs) >= LargeBlock.LeastBytes)
                GiveBack(jobs);
        }
        catch (Exception exception) when (IsForWantOfMemory(exception) || options.Terminate)
        {
            // What the session keeps is as large as what it did not get, or what nobody could take out of it.
            GiveBack(jobs);
            throw;
        }
    }

    private static bool IsForWantOfMemory(Exception exception)
        => exception is OutOfMemoryException or ProtocolException or RefusedException
        || (exception is OnnxRuntimeException refused && NativeMemory.RanOut(refused));

    private static long OutputBytes(ReadOnlySpan<Job> jobs)
    {
        var bytes = 0L;
        foreach (var job in jobs)
            foreach (var output in job.Outputs)
                bytes += output.Length;
        return bytes;
    }

    /// <summary>
    /// Has the session give back what it keeps, which it does at the end of any such run: of one that ends at once as well.
    /// </summary>
    private void GiveBack(ReadOnlySpan<Job> jobs)
    {
        if (!keepsMemory)
            return;
        _largeRunOptions.Terminate = true;
        try
        {
            RunOnce(jobs, _largeRunOptions);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or OutOfMemoryException)
        {
            // It was ended, as it should be.
        }
        finally
        {
            _largeRunOptions.Terminate = _runOptions.Terminate;
        }
    }

    private void RunWhole(ReadOnlySpan<Job> jobs, RunOptions options)
    {
        if (jobs is [{ RowsOfRun: > 0 } job] && job.RowsOfRun < job.Rows)
            RunInParts(job, options);
        else
            RunOnce(jobs, options);
    }

    /// <summary>Runs a model with a fixed number of rows as often as it takes, each time on the next rows.</summary>
    private void RunInParts(Job whole, RunOptions options)
    {
        var part = new Job(whole.Target) { Rows = whole.RowsOfRun };
        var rest = new int[whole.Inputs.Length];
        for (var done = 0; done < whole.Rows; done += part.Rows)
        {
            for (var i = 0; i < rest.Length; i++)
                if (part.HasInput[i] = whole.HasInput[i])
                    rest[i] += RowsOf.Copy(signature.Inputs[i], whole.Inputs[i], rest[i], part.Rows, part.Inputs[i]);
            RunOnce([part], options);
            for (var i = 0; i < part.Outputs.Length; i++)
            {
                whole.Outputs[i].Append(part.Outputs[i].Payload);
                whole.Outputs[i].SetShape(part.Outputs[i].Shape);
                if (part.Outputs[i].Rank > 0)
                    whole.Outputs[i].SetRows(part.Outputs[i].Rows * (whole.Rows / part.Rows));
            }
        }
    }

    private void RunOnce(ReadOnlySpan<Job> jobs, RunOptions options)
    {
        var given = new List<string>(_inputs.Length);
        var values = new List<OrtValue>(_inputs.Length);
        try
        {
            for (var i = 0; i < _inputs.Length; i++)
            {
                if (!jobs[0].HasInput[i])
                    continue;
                values.Add(Value(signature.Inputs[i], jobs.Length == 1 ? jobs[0].Inputs[i] : Join(jobs, i)));
                given.Add(signature.InputNames[i]);
            }

            using var outputs = session.Run(options, given, values, signature.OutputNames);
            for (var i = 0; i < outputs.Count; i++)
                Split(outputs[i], signature.Outputs[i], jobs, i);
        }
        finally
        {
            foreach (var value in values)
                value.Dispose();
            foreach (var joined in _joined)
                joined.Clear();
        }
    }

    /// <summary>The run ends at its next node.</summary>
    public void Terminate() => _runOptions.Terminate = _largeRunOptions.Terminate = true;

    public void Resume() => _runOptions.Terminate = _largeRunOptions.Terminate = false;

    public void Dispose()
    {
        _bound?.Dispose();
        _runOptions.Dispose();
        _largeRunOptions.Dispose();
    }

    private static RunOptions LargeRunOptions(bool keepsMemory)
    {
        var options = new RunOptions();
        if (keepsMemory)
            options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        return options;
    }

    /// <summary>The rows of all jobs' input number <paramref name="index"/>, under each other.</summary>
    private Tensor Join(ReadOnlySpan<Job> jobs, int index)
    {
        var joined = _joined[index];
        long rows = 0;
        joined.SetShape(jobs[0].Inputs[index].Shape);
        foreach (var job in jobs)
        {
            joined.Append(job.Inputs[index].Payload);
            rows += job.Inputs[index].Rows;
        }

        joined.SetRows(rows);
        return joined;
    }

    private static OrtValue Value(TensorSpec spec, Tensor tensor) => spec.Type == DataType.Bytes
        ? Strings(tensor)
        : OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, spec.Type.ElementType, tensor.Shape.ToArray(), tensor.Address, tensor.Length);

    private static OrtValue Strings(Tensor tensor)
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, tensor.Shape.ToArray());
        var rest = tensor.Payload;
        for (var i = 0; rest.Length > 0; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            value.StringTensorSetElementAt(rest.Slice(sizeof(int), length), i);
            rest = rest[(sizeof(int) + length)..];
        }

        return value;
    }

    /// <summary>Gives each job its own rows of one output.</summary>
    private static void Split(OrtValue value, TensorSpec spec, ReadOnlySpan<Job> jobs, int index)
    {
        var shape = value.GetTensorTypeAndShape().Shape;
        var count = Tensor.CountOf(shape);
        if (jobs.Length == 1)
        {
            if (spec.Type != DataType.Bytes && count * spec.Type.Size is >= LargeBlock.LeastBytes and var bytes)
                jobs[0].RequireOutputs(bytes);
            jobs[0].Outputs[index].SetShape(shape);
            CopyElements(value, spec, 0, count, jobs[0].Outputs[index]);
            return;
        }

        long total = 0;
        foreach (var job in jobs)
            total += job.Rows;
        if (shape.Length == 0 || shape[0] != total)
            throw new NotBatchableException(spec.Name, total, shape);

        long start = 0;
        foreach (var job in jobs)
        {
            var elements = count / total * job.Rows;
            shape[0] = job.Rows;
            job.Outputs[index].SetShape(shape);
            CopyElements(value, spec, start, elements, job.Outputs[index]);
            start += elements;
        }
    }

    private static void CopyElements(OrtValue value, TensorSpec spec, long start, long count, Tensor target)
    {
        if (spec.Type != DataType.Bytes)
        {
            var size = spec.Type.Size;
            value.GetTensorMutableRawData().Slice(checked((int)(start * size)), checked((int)(count * size)))
                .CopyTo(target.Resize(checked((int)(count * size))));
            return;
        }

        target.Resize(0);
        for (var i = start; i < start + count; i++)
        {
            var text = value.GetStringElementAsSpan((int)i);
            BinaryPrimitives.WriteInt32LittleEndian(target.Extend(sizeof(int)), text.Length);
            target.Append(text);
        }
    }
}
