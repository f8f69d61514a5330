namespace Pulumi;

public sealed partial class Deployment
{
    private const string NeedsRealPackages =
        "This program was built with stand-ins for the Pulumi packages, which evaluate it but cannot deploy: "
        + "restore it where the NuGet feed has the real packages, then run `pulumi up`.";

    public static Task<int> RunAsync(Action action) => RefuseAsync();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => RefuseAsync();

    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new()
        => RefuseAsync();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
        => RefuseAsync();

    // The exit code is set too, for programs that do not return the result.
    private static async Task<int> RefuseAsync()
    {
        await Console.Error.WriteLineAsync(NeedsRealPackages).ConfigureAwait(false);
        return Environment.ExitCode = 1;
    }
}
