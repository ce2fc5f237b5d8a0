using Tincan.Faults.Kinds;
using Tincan.Parsing;
using Tincan.Settings;

namespace Tincan.Faults.Plans;

/// <summary>A fault while its settings are read.</summary>
internal sealed class FaultDraft
{
    private readonly FaultKind _kind;
    private readonly HashSet<string> _given = [];

    public FaultDraft(Token name)
    {
        _kind = FaultKinds.Find(name.Text) ?? throw Unknown(name);
        Fault = _kind.Default;
    }

    public Fault Fault { get; private set; }

    /// <summary>Reads a setting.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null if there is none.</param>
    public void Read(Token key, Token? value)
    {
        var setting = Find(key);
        if (value is not { } word)
        {
            throw key.Error($"{key} needs a value: {setting.Key}=..., {setting.Values}");
        }

        if (!_given.Add(setting.Key))
        {
            throw key.Error($"{key} is given twice");
        }

        if (_kind.Alternatives.Contains(setting.Key) && _given.FirstOrDefault(IsOtherThan(setting)) is { } other)
        {
            throw key.Error($"{key} cannot be combined with '{other}': {_kind.Name} takes one of {string.Join(", ", _kind.Alternatives)}");
        }

        Fault = setting.Read(Fault, setting.Key, [word]);
    }

    private Setting<Fault> Find(Token key)
    {
        var text = key.Text;
        if (_kind.Settings.FirstOrDefault(setting => setting.Key == text) is { } found)
        {
            return found;
        }

        if (_kind.Meaningless.TryGetValue(text, out var why))
        {
            throw key.Error($"{_kind.Name} takes no {key}: {why}");
        }

        var keys = _kind.Settings.Select(static setting => setting.Key).ToList();
        throw text.Length == 0
            ? key.Error($"a setting is missing here; {_kind.Name} takes {string.Join(", ", keys)}")
            : SettingReader.Unknown(key, _kind.Name, keys);
    }

    private Func<string, bool> IsOtherThan(Setting<Fault> setting) => key => key != setting.Key && _kind.Alternatives.Contains(key);

    private static SyntaxException Unknown(Token name)
    {
        var text = name.Text;
        if (FaultKinds.Impossible.FirstOrDefault(fault => fault.Name == text) is { Name: not null } impossible)
        {
            return name.Error($"{name} is not possible above TCP, which repairs it; 'tincan faults explain {impossible.Name}' shows what to do instead");
        }

        var names = FaultKinds.All.Select(static kind => kind.Name).ToList();
        var all = $"there are {string.Join(", ", names)}";
        return name.Error(text.Length == 0
            ? $"a fault begins with its name; {all}"
            : $"there is no fault {name}; {DidYouMean.Hint(text, names, all)}");
    }
}
