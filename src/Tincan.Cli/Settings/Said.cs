using System.Runtime.InteropServices;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>Something that was said in a plan, and where, so that what only shows later can still be said there.</summary>
/// <param name="Value">What.</param>
/// <param name="Where">The place in the file; null if it is not from a file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Said<T>(T Value, SourceValue? Where = null);
