using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Settings;

/// <summary>
/// A setting of a fault, a host, a service. It is declared once; the command-line option, the JSON key, the JSON schema, the help and the errors are made
/// from it.
/// </summary>
/// <typeparam name="TOwner">The owner of the setting: an immutable record.</typeparam>
public abstract class Setting<TOwner>(string key, string meaning)
    where TOwner : class
{
    /// <summary>The name, in text and in JSON.</summary>
    public string Key { get; } = key;

    /// <summary>The meaning, in a sentence or two. It names other settings as options: <c>--out</c>.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The allowed values, in a few words.</summary>
    public string Values => Form.Meaning;

    /// <summary>The syntax of the value.</summary>
    public abstract ValueForm Form { get; }

    /// <summary>The command-line option.</summary>
    [AllowNull]
    public string Option { get => field ?? $"--{Key}"; init; }

    /// <summary>Whether the owner is incomplete without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the option is optional even if the setting is required.</summary>
    public bool IsOptionOptional { get; init; }

    /// <summary>The keys of settings that must be set, too.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The options that must be given, too.</summary>
    public virtual IEnumerable<string> NeededOptions => Needs.Select(static key => $"--{key}");

    /// <summary>The settings that are options: itself, or the settings of a group.</summary>
    public virtual IEnumerable<Setting<TOwner>> Options => [this];

    /// <summary>The value in an owner, as text; null if there is none.</summary>
    /// <param name="owner">An owner that has the setting.</param>
    public abstract string? Of(TOwner owner);

    /// <summary>The files that the value in an owner names.</summary>
    public abstract IEnumerable<Located<string>> Files(TOwner owner);

    /// <summary>Reads the value from text.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="name">The setting's name in the text, for errors.</param>
    /// <param name="words">The value, or the values of a list.</param>
    /// <returns>The owner with the value.</returns>
    /// <exception cref="SyntaxException">The text is not a valid value.</exception>
    public abstract TOwner Read(TOwner owner, string name, IReadOnlyList<Token> words);

    /// <summary>Reads the value from JSON.</summary>
    /// <returns>The owner with the value.</returns>
    /// <exception cref="SyntaxException">The JSON is not a valid value.</exception>
    public abstract TOwner Read(TOwner owner, SourceValue value);

    /// <summary>The value of an owner as JSON; null if there is none.</summary>
    public abstract JsonNode? ToJson(TOwner owner);

    /// <summary>The JSON schema of the value.</summary>
    public virtual JsonObject ToSchema() => Form.ToSchema();
}

/// <summary>A setting of one type of owner.</summary>
/// <param name="key">The name.</param>
/// <param name="meaning">The meaning, in a sentence or two.</param>
/// <param name="form">The syntax of the value.</param>
/// <param name="get">Gets the value from an owner; null if there is none.</param>
/// <param name="with">Returns an owner with another value.</param>
public sealed class Setting<TOwner, TPlan, T>(
    string key, string meaning, ValueForm<T> form, Func<TPlan, object?> get, Func<TPlan, T, TOwner> with) : Setting<TOwner>(key, meaning)
    where TOwner : class
    where TPlan : class, TOwner
{
    public override ValueForm Form => form;

    public override string? Of(TOwner owner) => get((TPlan)owner) is T value ? form.Write(value) : form.Nothing;

    public override IEnumerable<Located<string>> Files(TOwner owner) => get((TPlan)owner) is T value ? form.Files(value) : [];

    public override TOwner Read(TOwner owner, string name, IReadOnlyList<Token> words) => with((TPlan)owner, form.Read(name, words));

    public override TOwner Read(TOwner owner, SourceValue value) => with((TPlan)owner, form.Read(Key, value));

    public override JsonNode? ToJson(TOwner owner) => get((TPlan)owner) is T value ? form.ToJson(value) : form.Nothing;
}
