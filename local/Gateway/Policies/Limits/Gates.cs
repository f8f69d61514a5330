namespace Platform.Gateway.Policies.Limits;

/// <summary>How many calls are inside at the moment, by key.</summary>
internal sealed class Gates
{
    private readonly Dictionary<string, int> _inside = new(StringComparer.Ordinal);

    public bool TryEnter(string key, int most)
    {
        lock (_inside)
        {
            var count = _inside.GetValueOrDefault(key);
            if (count >= most)
                return false;
            _inside[key] = count + 1;
            return true;
        }
    }

    public void Leave(string key)
    {
        lock (_inside)
            if (--_inside[key] == 0)
                _inside.Remove(key);
    }
}
