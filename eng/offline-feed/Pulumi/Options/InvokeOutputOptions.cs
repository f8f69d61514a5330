namespace Pulumi;

public class InvokeOutputOptions : InvokeOptions
{
    public InputList<Resource> DependsOn { get => field ??= []; set; }
}
