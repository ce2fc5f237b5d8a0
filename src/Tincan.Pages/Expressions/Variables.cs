using Tincan.Pages.Values;

namespace Tincan.Pages.Expressions;

/// <summary>Variables of a connection or of the service: single values and maps.</summary>
public sealed class Variables
{
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, Dictionary<ByteText, Value>> _maps = [];

    /// <summary>The value; a map as an object; <see cref="Value.Nothing"/> if it was never set.</summary>
    public Value this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : _maps.TryGetValue(name, out var map) ? new ObjectValue(map) : Value.Nothing;
        set => _values[name] = value;
    }

    public Value At(string name, ByteText key) => _maps.TryGetValue(name, out var map) && map.TryGetValue(key, out var value) ? value : Value.Nothing;

    public bool Has(string name, ByteText key) => _maps.TryGetValue(name, out var map) && map.ContainsKey(key);

    public void Set(string name, ByteText key, Value value)
    {
        if (!_maps.TryGetValue(name, out var map))
        {
            _maps[name] = map = [];
        }

        map[key] = value;
    }

    /// <summary>Removes a variable, with all that a map has.</summary>
    public void Remove(string name)
    {
        _values.Remove(name);
        _maps.Remove(name);
    }

    public void Remove(string name, ByteText key)
    {
        if (_maps.TryGetValue(name, out var map))
        {
            map.Remove(key);
        }
    }
}
