namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>One small azure-native, and each row of the naming and type tables that it shows.</summary>
public sealed class AzureNativeTests
{
    private const string Args = "Pulumi.AzureNative.Network.GadgetArgs";
    private const string Resource = "Pulumi.AzureNative.Network.Gadget";
    private const string Part = "Pulumi.AzureNative.Network.Inputs.PartArgs";

    [SkippableFact]
    public void Resource_Declared_TakesNameArgumentsAndOptions()
    {
        var gadget = AzureNativeSample.Code[Resource];

        Assert.Equal("""[global::Pulumi.ResourceType("azure-native:network:Gadget", Utilities.Version)]""", gadget.Attribute);
        Assert.Contains("public partial class Gadget : global::Pulumi.CustomResource", gadget);
        Assert.Contains("public Gadget(string name, GadgetArgs args, global::Pulumi.CustomResourceOptions? options = null)", gadget);
        Assert.Contains(
            """    : base("azure-native:network:Gadget", name, args ?? new GadgetArgs(), MakeResourceOptions(options, "")) { }""".Trim(),
            gadget);
        Assert.Contains(
            "public static Gadget Get(string name, Input<string> id, global::Pulumi.CustomResourceOptions? options = null)", gadget);
    }

    [SkippableFact]
    public void Resource_NothingRequired_MakesArgumentsOptional()
    {
        var trinket = AzureNativeSample.Code["Pulumi.AzureNative.Network.Trinket"];

        Assert.Contains(
            "public Trinket(string name, TrinketArgs? args = null, global::Pulumi.CustomResourceOptions? options = null)", trinket);
    }

    [SkippableTheory]
    [InlineData("Label", """[Input("label", required: true)] public Input<string> Label { get; set; } = null!;""")]
    [InlineData("Note", """[Input("note")] public Input<string>? Note { get; set; }""")]
    [InlineData("DiskSizeGB", """[Input("diskSizeGB")] public Input<int>? DiskSizeGB { get; set; }""")]
    [InlineData("OsType", """[Input("os-type")] public Input<bool>? OsType { get; set; }""")]
    [InlineData("Part", """[Input("part")] public Input<Pulumi.AzureNative.Network.Inputs.PartArgs>? Part { get; set; }""")]
    [InlineData("Parts", """[Input("parts")] public InputList<Pulumi.AzureNative.Network.Inputs.PartArgs> Parts""")]
    [InlineData("Zones", """[Input("zones", required: true)] public InputList<string> Zones""")]
    [InlineData("Tags", """[Input("tags")] public InputMap<string> Tags""")]
    [InlineData("Grid", """[Input("grid")] public InputList<ImmutableArray<int>> Grid""")]
    [InlineData("Headers", """[Input("headers")] public InputMap<ImmutableArray<string>> Headers""")]
    [InlineData("Kind", """[Input("kind")] public InputUnion<string, Pulumi.AzureNative.Network.GadgetKind>? Kind { get; set; }""")]
    [InlineData("Kinds", """[Input("kinds")] public InputList<Union<string, Pulumi.AzureNative.Network.GadgetKind>> Kinds""")]
    [InlineData("Mode",
        """[Input("mode", required: true)] public Input<Pulumi.AzureNative.Network.GadgetMode> Mode { get; set; } = null!;""")]
    [InlineData(
        "Either",
        """[Input("either")] public InputUnion<Pulumi.AzureNative.Network.Inputs.PartArgs, """
        + """Pulumi.AzureNative.Network.Inputs.OtherArgs>? Either { get; set; }""")]
    [InlineData("Many", """[Input("many")] public object? Many { get; set; }""")]
    [InlineData("ManyMore", """[Input("manyMore")] public InputList<object> ManyMore""")]
    [InlineData("MustBe", """[Input("mustBe", required: true)] public object MustBe { get; set; } = null!;""")]
    [InlineData("Anything", """[Input("anything")] public Input<object>? Anything { get; set; }""")]
    [InlineData("AnyMap", """[Input("anyMap")] public InputMap<object> AnyMap""")]
    [InlineData("Source", """[Input("source")] public Input<AssetOrArchive>? Source { get; set; }""")]
    public void Argument_OfEachForm_HasItsInputType(string name, string expected)
        => Assert.Equal(expected, AzureNativeSample.Code[Args].Member(name));

    [SkippableTheory]
    [InlineData("Label", """[Output("label")] public Output<string> Label { get; private set; } = null!;""")]
    [InlineData("Note", """[Output("note")] public Output<string?> Note { get; private set; } = null!;""")]
    [InlineData("Count", """[Output("count")] public Output<int?> Count { get; private set; } = null!;""")]
    [InlineData("Part",
        """[Output("part")] public Output<Pulumi.AzureNative.Network.Outputs.PartResponse?> Part { get; private set; } = null!;""")]
    [InlineData("Zones", """[Output("zones")] public Output<ImmutableArray<string>> Zones { get; private set; } = null!;""")]
    [InlineData("Tags", """[Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;""")]
    [InlineData(
        "Either",
        """[Output("either")] public Output<Union<Pulumi.AzureNative.Network.Outputs.PartResponse, """
        + """Pulumi.AzureNative.Network.Outputs.OtherResponse>> Either { get; private set; } = null!;""")]
    [InlineData("Many", """[Output("many")] public Output<object?> Many { get; private set; } = null!;""")]
    [InlineData("Kind", """[Output("kind")] public Output<string> Kind { get; private set; } = null!;""")]
    [InlineData("Anything", """[Output("anything")] public Output<object> Anything { get; private set; } = null!;""")]
    [InlineData("GadgetValue", """[Output("gadget")] public Output<string> GadgetValue { get; private set; } = null!;""")]
    public void Output_OfEachForm_HasItsOutputType(string name, string expected)
        => Assert.Equal(expected, AzureNativeSample.Code[Resource].Member(name));

    [SkippableFact]
    public void List_NotSet_IsNeverNull()
    {
        var args = AzureNativeSample.Code[Args];

        Assert.Contains("private InputList<string>? _zones;", args);
        Assert.Contains("get => _zones ??= new InputList<string>();", args);
        Assert.Contains("set => _zones = value;", args);
    }

    [SkippableFact]
    public void Deprecated_WithAFieldOfItsOwn_IsObsolete()
    {
        var args = AzureNativeSample.Code[Args];

        Assert.Contains("""[global::System.Obsolete("use \"zones\"")]""", args);
        Assert.Equal("""[Input("title")] public Input<string>? Title { get; set; }""", args.Member("Title"));
    }

    [SkippableFact]
    public void Doubles_InTheTable_AreDoubleWhereOthersAreInt()
    {
        var code = AzureNativeSample.Code;

        Assert.Equal("""[Input("threshold", required: true)] public Input<double> Threshold { get; set; } = null!;""",
            code["Pulumi.AzureNative.Monitor.Inputs.MetricCriteriaArgs"].Member("Threshold"));
        Assert.Equal("""[Input("severity")] public Input<int>? Severity { get; set; }""",
            code["Pulumi.AzureNative.Monitor.MetricAlertArgs"].Member("Severity"));
    }

    [SkippableFact]
    public void Defaults_OfJavaScript_AreSetInConstructors()
    {
        var code = AzureNativeSample.Code;

        Assert.Contains("""Note = "none";""", code[Args]);
        Assert.Contains("DiskSizeGB = 30;", code[Args]);
        Assert.Contains("OsType = true;", code[Args]);
        Assert.Contains("Mode = Pulumi.AzureNative.Network.GadgetMode.Slow;", code[Args]);
        Assert.Contains("Weight = -1;", code[Part]);
    }

    [SkippableFact]
    public void Secrets_OfJavaScript_AreMarkedInSetterAndOptions()
    {
        var code = AzureNativeSample.Code;

        Assert.Contains("set => _password = value is null ? null : global::Pulumi.Output.CreateSecret(value.ToOutput());", code[Args]);
        Assert.Contains("""AdditionalSecretOutputs = { "password" },""", code[Resource]);
        Assert.Contains("""ReplaceOnChanges = { "label", "part.size" },""", code[Resource]);
    }

    [SkippableFact]
    public void Enum_Declared_IsAStructWithItsKeysAndWireValues()
    {
        var kind = AzureNativeSample.Code["Pulumi.AzureNative.Network.GadgetKind"];

        Assert.Equal("[EnumType]", kind.Attribute);
        Assert.Contains("public readonly struct GadgetKind : global::System.IEquatable<GadgetKind>", kind);
        Assert.Contains("""public static GadgetKind Architecture_386 { get; } = new GadgetKind("386");""", kind);
        Assert.Contains("""public static GadgetKind EqualsValue { get; } = new GadgetKind("equals");""", kind);
        Assert.Contains("public static explicit operator string(GadgetKind value) => value._value;", kind);
        Assert.Contains("public static bool operator ==(GadgetKind left, GadgetKind right) => left.Equals(right);", kind);
        Assert.Contains("public override string ToString() => _value;", kind);
    }

    [SkippableFact]
    public void NestedOutput_Declared_HasReadonlyFieldsAndAPrivateConstructor()
    {
        var part = AzureNativeSample.Code["Pulumi.AzureNative.Network.Outputs.PartResponse"];

        Assert.Equal("[OutputType]", part.Attribute);
        Assert.Contains("public sealed class PartResponse", part);
        Assert.Contains("public readonly int? Size;", part);
        Assert.Contains("public readonly ImmutableArray<string> Operator;", part);
        Assert.Contains("[OutputConstructor]", part);
        Assert.Contains("private PartResponse(int? size, ImmutableArray<string> @operator)", part);
        Assert.Contains("Operator = @operator;", part);
    }

    [SkippableFact]
    public void NestedInput_NamedAsItsOwnProperty_KeepsTheName()
        => Assert.Equal("""[Input("part")] public Input<string>? Part { get; set; }""", AzureNativeSample.Code[Part].Member("Part"));

    [SkippableFact]
    public void Types_NotReached_AreNotGenerated()
        => Assert.DoesNotContain("Pulumi.AzureNative.Network.Inputs.UnusedArgs", AzureNativeSample.Code.Types);

    [SkippableFact]
    public void Function_WithRequiredArguments_HasBothFormsOfInvoke()
    {
        var code = AzureNativeSample.Code;
        var function = code["Pulumi.AzureNative.Network.ListGadgetKeys"];

        Assert.Contains(
            "public static global::System.Threading.Tasks.Task<ListGadgetKeysResult> InvokeAsync(ListGadgetKeysArgs args, "
            + "global::Pulumi.InvokeOptions? options = null)", function);
        Assert.Contains(
            """=> global::Pulumi.Deployment.Instance.InvokeAsync<ListGadgetKeysResult>("azure-native:network:listGadgetKeys", args ?? """
            + """new ListGadgetKeysArgs(), options.WithDefaults());""", function);
        Assert.Contains(
            "public static Output<ListGadgetKeysResult> Invoke(ListGadgetKeysInvokeArgs args, "
            + "global::Pulumi.InvokeOptions? options = null)", function);
        Assert.Contains(
            "public static Output<ListGadgetKeysResult> Invoke(ListGadgetKeysInvokeArgs args, global::Pulumi.InvokeOutputOptions options)",
            function);
        Assert.Equal(
            """[Input("gadgetName", required: true)] public string GadgetName { get; set; } = null!;""",
            code["Pulumi.AzureNative.Network.ListGadgetKeysArgs"].Member("GadgetName"));
        Assert.Equal(
            """[Input("filter")] public global::System.Collections.Generic.List<string> Filter""",
            code["Pulumi.AzureNative.Network.ListGadgetKeysArgs"].Member("Filter"));
        Assert.Equal(
            """[Input("gadgetName", required: true)] public Input<string> GadgetName { get; set; } = null!;""",
            code["Pulumi.AzureNative.Network.ListGadgetKeysInvokeArgs"].Member("GadgetName"));
        Assert.Contains(
            "public readonly Pulumi.AzureNative.Network.Outputs.PartResponse? Part;",
            code["Pulumi.AzureNative.Network.ListGadgetKeysResult"]);
    }

    [SkippableFact]
    public void Function_WithOnlyOptionalArguments_MakesThemOptional()
        => Assert.Contains(
            "public static Output<GetGadgetResult> Invoke(GetGadgetInvokeArgs? args = null, global::Pulumi.InvokeOptions? options = null)",
            AzureNativeSample.Code["Pulumi.AzureNative.Network.GetGadget"]);

    [SkippableFact]
    public void Provider_Arguments_AreJsonUnlessTheyAreStrings()
    {
        var code = AzureNativeSample.Code;

        Assert.Contains("public partial class Provider : global::Pulumi.ProviderResource", code["Pulumi.AzureNative.Provider"]);
        Assert.Equal(
            """[global::Pulumi.ResourceType("pulumi:providers:azure-native", Utilities.Version)]""",
            code["Pulumi.AzureNative.Provider"].Attribute);
        Assert.DoesNotContain(code["Pulumi.AzureNative.Provider"], line => line.Contains(" Get(", StringComparison.Ordinal));
        Assert.Equal(
            """[Input("useMsi", json: true)] public Input<bool>? UseMsi { get; set; }""",
            code["Pulumi.AzureNative.ProviderArgs"].Member("UseMsi"));
        Assert.Equal(
            """[Input("tenantId")] public Input<string>? TenantId { get; set; }""",
            code["Pulumi.AzureNative.ProviderArgs"].Member("TenantId"));
        Assert.Contains("""UseMsi = Utilities.GetEnvBoolean("ARM_USE_MSI") ?? false;""", code["Pulumi.AzureNative.ProviderArgs"]);
        Assert.Contains("""TenantId = Utilities.GetEnv("ARM_TENANT", "AZ_TENANT");""", code["Pulumi.AzureNative.ProviderArgs"]);
    }
}
