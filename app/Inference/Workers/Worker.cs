using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Execution;
using Platform.Inference.Models;
using PosixSignal = System.Runtime.InteropServices.PosixSignal;
using PosixSignalRegistration = System.Runtime.InteropServices.PosixSignalRegistration;

namespace Platform.Inference.Workers;

/// <summary>The program of a worker: runs one model for the server that started it, and ends with it.</summary>
internal static class Worker
{
    /// <summary>Serves until the server closes the pipe.</summary>
    /// <param name="args">The verb, and what <see cref="WorkerProcess"/> adds to it.</param>
    /// <param name="parts">Of the loader.</param>
    /// <returns>The exit code: 0.</returns>
    public static int Run(string[] args, LoaderParts parts)
    {
        // A terminal's Ctrl-C reaches it as well, while the server may still have requests for it
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        var file = new ModelFile(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), args[3], args[4], "");
        using var requests = Console.OpenStandardInput();
        using var answers = Console.OpenStandardOutput();
        using var frame = new WorkerFrame();
        if (TryLoad(file, parts, frame) is not { } model)
        {
            frame.Send(answers);
            return 0;
        }

        using var executor = model.CreateExecutor();
        var run = new CurrentRun(executor);
        new Thread(() => Obey(args[5], run)) { IsBackground = true }.Start();
        WorkerSignature.Write(frame, model.Signature);
        frame.Send(answers);
        Serve(model.TryRentJob()!, executor, run, frame, (requests, answers));
        return 0;
    }

    private static ModelVersion? TryLoad(ModelFile file, LoaderParts parts, WorkerFrame frame)
    {
        try
        {
            return new ModelLoader(parts, TimeProvider.System, NullLogger<ModelLoader>.Instance).LoadHere(file);
        }
        catch (ModelLoadException exception)
        {
            WorkerSignature.WriteFailure(frame, exception.Message);
            return null;
        }
    }

    /// <summary>Ends runs when it is told to, and the process when the server is gone, whatever runs.</summary>
    private static void Obey(string handle, CurrentRun run)
    {
        using var control = new AnonymousPipeClientStream(PipeDirection.In, handle);
        Span<byte> number = stackalloc byte[sizeof(long)];
        while (control.ReadAtLeast(number, number.Length, throwOnEndOfStream: false) == number.Length)
            run.End(BinaryPrimitives.ReadInt64LittleEndian(number));
        Environment.Exit(0);
    }

    private static void Serve(
        Job job, IExecutor executor, CurrentRun run, WorkerFrame frame, (Stream Requests, Stream Answers) pipe)
    {
        while (true)
        {
            try
            {
                frame.Receive(pipe.Requests);
            }
            catch (EndOfStreamException)
            {
                return;
            }

            run.Begin(frame.ReadInt64());
            job.Rows = frame.ReadInt32();
            job.RowsOfRun = frame.ReadInt32();
            for (var i = 0; i < job.Inputs.Length; i++)
            {
                job.HasInput[i] = frame.ReadInt32() == 1;
                frame.ReadTensor(job.Inputs[i]);
            }

            Answer(job, executor, frame);
            frame.Send(pipe.Answers);
            foreach (var tensor in job.Inputs.Concat(job.Outputs))
                tensor.Clear();
        }
    }

    private static void Answer(Job job, IExecutor executor, WorkerFrame frame)
    {
        try
        {
            executor.Run([job]);
            frame.Begin();
            frame.Write((int)WorkerAnswer.Done);
            foreach (var output in job.Outputs)
                frame.WriteTensor(output);
        }
        catch (Exception exception)
        {
            frame.Begin();
            frame.Write((int)KindOf(exception));
            frame.Write(exception.Message);
        }
    }

    private static WorkerAnswer KindOf(Exception exception) => exception switch
    {
        OutOfMemoryException => WorkerAnswer.OutOfMemory,
        OnnxRuntimeException refused => NativeMemory.RanOut(refused) ? WorkerAnswer.OutOfMemory : WorkerAnswer.Refused,
        _ => WorkerAnswer.Failed,
    };
}
