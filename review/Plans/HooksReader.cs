using Pulumi;

namespace Platform.Review.Plans;

/// <summary>The code that runs around a resource's operations, as far as an evaluation sees it: when, and its name.</summary>
internal static class HooksReader
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? Read(ResourceHookBinding hooks)
    {
        var set = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Add("beforeCreate", hooks.BeforeCreate);
        Add("afterCreate", hooks.AfterCreate);
        Add("beforeUpdate", hooks.BeforeUpdate);
        Add("afterUpdate", hooks.AfterUpdate);
        Add("beforeDelete", hooks.BeforeDelete);
        Add("afterDelete", hooks.AfterDelete);
        return set.Count == 0 ? null : set;

        void Add(string when, List<ResourceHook> given)
        {
            if (given.Count > 0)
                set[when] = [.. given.Select(hook => hook.Name)];
        }
    }
}
