using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Settings;

/// <summary>
/// A setting of something: of a fault, of a host's limits, of a service. It is declared once; the option of the command line, the key in JSON, the JSON
/// schema, the help and the errors are made from it.
/// </summary>
/// <typeparam name="TOwner">What has the setting: an immutable record.</typeparam>
public abstract class Setting<TOwner>
    where TOwner : class
{
    protected Setting(string key, string meaning) => (Key, Meaning) = (key, meaning);

    /// <summary>Its name, in text as in JSON.</summary>
    public string Key { get; }

    /// <summary>What it means, in a sentence or two. Other settings are named as options in it: <c>--out</c>.</summary>
    public string Meaning { get; }

    /// <summary>What its value can be, in a few words.</summary>
    public string Values => Form.Meaning;

    /// <summary>How its value is written.</summary>
    public abstract ValueForm Form { get; }

    /// <summary>The option that sets it on a command line.</summary>
    [AllowNull]
    public string Option { get => field ?? $"--{Key}"; init; }

    /// <summary>The owner is not complete without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A command line can do without it even if it is required.</summary>
    public bool IsOptionOptional { get; init; }

    /// <summary>The keys of settings that have to be set too.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The options that have to be given too.</summary>
    public virtual IEnumerable<string> NeededOptions => Needs.Select(static key => $"--{key}");

    /// <summary>What sets it on a command line: itself, or the settings inside of it.</summary>
    public virtual IEnumerable<Setting<TOwner>> Options => [this];

    /// <summary>Its value in an owner, as it would be written; null if there is none.</summary>
    /// <param name="owner">An owner that takes the setting.</param>
    public abstract string? Of(TOwner owner);

    /// <summary>The files that its value in an owner names.</summary>
    public abstract IEnumerable<Located<string>> Files(TOwner owner);

    /// <summary>The owner with the setting as text says.</summary>
    /// <param name="owner">The owner as it was.</param>
    /// <param name="name">What the setting is called there, for errors.</param>
    /// <param name="words">Its value, of a list its values.</param>
    /// <exception cref="SyntaxException">It is no value.</exception>
    public abstract TOwner Read(TOwner owner, string name, IReadOnlyList<Token> words);

    /// <summary>The owner with the setting as JSON says.</summary>
    /// <exception cref="SyntaxException">It is no value.</exception>
    public abstract TOwner Read(TOwner owner, SourceValue value);

    /// <summary>Writes its value in an owner that has one.</summary>
    public abstract void WriteJson(Utf8JsonWriter json, TOwner owner);

    /// <summary>Writes the keywords of a schema for its value.</summary>
    public virtual void WriteSchema(Utf8JsonWriter schema) => Form.WriteSchema(schema);
}

/// <summary>A setting that owners of one type take.</summary>
/// <param name="key">Its name.</param>
/// <param name="meaning">What it means, in a sentence or two.</param>
/// <param name="form">How its value is written.</param>
/// <param name="get">Its value in an owner; null if there is none.</param>
/// <param name="with">An owner with another value.</param>
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

    public override void WriteJson(Utf8JsonWriter json, TOwner owner)
    {
        if (get((TPlan)owner) is T value)
        {
            form.WriteJson(json, value);
        }
        else
        {
            json.WriteStringValue(form.Nothing);
        }
    }
}
