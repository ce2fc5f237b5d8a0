namespace Tincan.Pages.Expressions;

/// <summary>Variables of a connection or of the service: single values and maps.</summary>
public sealed class Variables
{
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, Dictionary<ByteText, Value>> _maps = [];

    /// <summary>Somebody else may set them too, so that one which was not set here is not known: reading it throws <see cref="UnknownValueException"/>.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How many values and keys there are.</summary>
    public int Count => _values.Count + _maps.Values.Sum(static map => map.Count);

    /// <summary>The value; a map as an object; <see cref="Value.Nothing"/> if it was never set.</summary>
    public Value this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value.Known
            : IsPartial ? throw new UnknownValueException()
            : _maps.TryGetValue(name, out var map) ? new ObjectValue(map.ToDictionary(static pair => pair.Key, static pair => pair.Value.Known))
            : Value.Nothing;
        set => _values[name] = value;
    }

    public Value At(string name, ByteText key) => Find(name, key)?.Known ?? Value.Nothing;

    public bool Has(string name, ByteText key) => Find(name, key) is { } value && (!IsPartial || value.Known != Value.Nothing);

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
        if (IsPartial)
        {
            // That it is not there is known.
            Set(name, key, Value.Nothing);
        }
        else if (_maps.TryGetValue(name, out var map))
        {
            map.Remove(key);
        }
    }

    public void Clear()
    {
        _values.Clear();
        _maps.Clear();
    }

    public Variables Copy()
    {
        var copy = new Variables { IsPartial = IsPartial };
        foreach (var (name, value) in _values)
        {
            copy._values[name] = value;
        }

        foreach (var (name, map) in _maps)
        {
            copy._maps[name] = new Dictionary<ByteText, Value>(map);
        }

        return copy;
    }

    private Value? Find(string name, ByteText key) =>
        _maps.TryGetValue(name, out var map) && map.TryGetValue(key, out var value) ? value
        : IsPartial ? throw new UnknownValueException()
        : null;
}
