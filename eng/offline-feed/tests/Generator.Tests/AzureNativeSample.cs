namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>Declarations in the forms that azure-native's have, one property for each form.</summary>
internal static class AzureNativeSample
{
    private static readonly Lazy<GeneratedCode> _generated = new(Generate);

    public static GeneratedCode Code => _generated.Value;

    private const string Args = """
        label: pulumi.Input<string>;
        note?: pulumi.Input<string | undefined>;
        password?: pulumi.Input<string | undefined>;
        diskSizeGB?: pulumi.Input<number | undefined>;
        "os-type"?: pulumi.Input<boolean | undefined>;
        part?: pulumi.Input<inputs.network.PartArgs | undefined>;
        parts?: pulumi.Input<pulumi.Input<inputs.network.PartArgs>[] | undefined>;
        zones: pulumi.Input<pulumi.Input<string>[]>;
        tags?: pulumi.Input<{ [key: string]: pulumi.Input<string>; } | undefined>;
        grid?: pulumi.Input<pulumi.Input<pulumi.Input<number>[]>[] | undefined>;
        headers?: pulumi.Input<{ [key: string]: pulumi.Input<pulumi.Input<string>[]>; } | undefined>;
        kind?: pulumi.Input<string | enums.network.GadgetKind | undefined>;
        kinds?: pulumi.Input<pulumi.Input<string | enums.network.GadgetKind>[] | undefined>;
        mode: pulumi.Input<enums.network.GadgetMode>;
        either?: pulumi.Input<inputs.network.PartArgs | inputs.network.OtherArgs | undefined>;
        many?: pulumi.Input<inputs.network.PartArgs | inputs.network.OtherArgs | inputs.network.ThirdArgs | undefined>;
        manyMore?: pulumi.Input<pulumi.Input<inputs.network.PartArgs | inputs.network.OtherArgs | inputs.network.ThirdArgs>[] | undefined>;
        mustBe: pulumi.Input<inputs.network.PartArgs | inputs.network.OtherArgs | inputs.network.ThirdArgs>;
        anything?: any | undefined;
        anyMap?: pulumi.Input<{ [key: string]: any; } | undefined>;
        source?: pulumi.Input<pulumi.asset.Asset | pulumi.asset.Archive | undefined>;
        /** @deprecated use "zones" */
        regions?: pulumi.Input<pulumi.Input<string>[] | undefined>;
        /** @deprecated use label */
        title?: pulumi.Input<string | undefined>;
        """;

    private const string Outputs = """
        readonly label: pulumi.Output<string>;
        readonly note: pulumi.Output<string | undefined>;
        readonly count: pulumi.Output<number | undefined>;
        readonly part: pulumi.Output<outputs.network.PartResponse | undefined>;
        readonly zones: pulumi.Output<string[] | undefined>;
        readonly tags: pulumi.Output<{ [key: string]: string; } | undefined>;
        readonly either: pulumi.Output<outputs.network.PartResponse | outputs.network.OtherResponse>;
        readonly many: pulumi.Output<outputs.network.PartResponse | outputs.network.OtherResponse | outputs.network.ThirdResponse | undefined>;
        readonly kind: pulumi.Output<string>;
        readonly anything: pulumi.Output<any>;
        readonly gadget: pulumi.Output<string>;
        """;

    private const string Body = """
        resourceInputs["label"] = args?.label;
        resourceInputs["note"] = (args?.note) ?? "none";
        resourceInputs["password"] = args?.password ? pulumi.secret(args.password) : undefined;
        resourceInputs["diskSizeGB"] = (args?.diskSizeGB) ?? 30;
        resourceInputs["os-type"] = (args?.osType) ?? true;
        resourceInputs["mode"] = (args?.mode) ?? "slow";
        resourceInputs["gadget"] = undefined /*out*/;
        const secretOpts = { additionalSecretOutputs: ["password"] };
        const replaceOnChanges = { replaceOnChanges: ["label", "part.size"] };
        """;

    private const string Inputs = """
        export declare namespace network {
            interface PartArgs { size?: pulumi.Input<number | undefined>; weight?: pulumi.Input<number | undefined>; part?: pulumi.Input<string | undefined>; }
            interface OtherArgs { name: pulumi.Input<string>; }
            interface ThirdArgs { name: pulumi.Input<string>; }
            interface UnusedArgs { name: pulumi.Input<string>; }
        }
        export declare namespace monitor {
            interface MetricCriteriaArgs { threshold: pulumi.Input<number>; }
        }
        """;

    private static GeneratedCode Generate()
    {
        using var package = new SmallPackage("azure-native")
            .Resource("network", "Gadget", "azure-native:network:Gadget", Args, Outputs, Body)
            .Resource("network", "Trinket", "azure-native:network:Trinket", "note?: pulumi.Input<string | undefined>;")
            .Resource("monitor", "MetricAlert", "azure-native:monitor:MetricAlert",
                "severity?: pulumi.Input<number | undefined>; criteria?: pulumi.Input<inputs.monitor.MetricCriteriaArgs | undefined>;")
            .Resource("", "Provider", "azure-native", "useMsi?: pulumi.Input<boolean | undefined>; tenantId?: pulumi.Input<string | "
                + "undefined>;", body: """
                resourceInputs["useMsi"] = pulumi.output((args?.useMsi) ?? (utilities.getEnvBoolean("ARM_USE_MSI") || false)).apply(JSON.stringify);
                resourceInputs["tenantId"] = (args?.tenantId) ?? utilities.getEnv("ARM_TENANT", "AZ_TENANT");
                """)
            .Function("network", "listGadgetKeys", "azure-native:network:listGadgetKeys",
                "gadgetName: string; filter?: string[];",
                "gadgetName: pulumi.Input<string>; filter?: pulumi.Input<pulumi.Input<string>[] | undefined>;",
                "readonly part?: outputs.network.PartResponse;")
            .Function("network", "getGadget", "azure-native:network:getGadget",
                "gadgetName?: string;", "gadgetName?: pulumi.Input<string | undefined>;", "readonly name: string;")
            .File("types/input.d.ts", Inputs)
            .File("types/input.js", """
                var network;
                (function (network) {
                    function partArgsProvideDefaults(val) { return { ...val, weight: (val.weight) ?? -1, }; }
                })(network = exports.network || (exports.network = {}));
                """)
            .File("types/output.d.ts", """
                export declare namespace network {
                    interface PartResponse { size?: number; operator?: string[]; }
                    interface OtherResponse { name: string; }
                    interface ThirdResponse { name: string; }
                }
                """)
            .File("types/enums/network/index.d.ts", """
                export declare const GadgetKind: { readonly Architecture_386: "386"; readonly Equals: "equals"; };
                export type GadgetKind = (typeof GadgetKind)[keyof typeof GadgetKind];
                export declare const GadgetMode: { readonly Fast: "fast"; readonly Slow: "slow"; };
                export type GadgetMode = (typeof GadgetMode)[keyof typeof GadgetMode];
                """);
        return package.Generate(
            ["network:Gadget", "network:Trinket", "monitor:MetricAlert", "Provider"], "network:listGadgetKeys", "network:getGadget");
    }
}
