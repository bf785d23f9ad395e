using System.Diagnostics.CodeAnalysis;

namespace GovPortal.Kernel.Results;

/// <summary>The outcome of a use case that can be refused: done, or every reason why not.</summary>
public class Result
{
    private protected Result(IReadOnlyList<Failure> failures) => Failures = failures;

    public IReadOnlyList<Failure> Failures { get; }

    public bool Succeeded => Failures.Count == 0;

    public static Result Ok { get; } = new([]);

    public static Result Refused(IReadOnlyList<Failure> failures) =>
        failures.Count == 0 ? throw new ArgumentException("A refusal names its reasons.", nameof(failures)) : new Result(failures);

    public static Result Refused(string code, params object?[] args) => new([Failure.Of(code, args)]);

    public bool Has(string code) => Failures.Any(f => f.Code == code);

    /// <summary>The same refusal, for a use case that would have answered a <typeparamref name="T"/>.</summary>
    public Result<T> As<T>() => Result<T>.Of(Failures);

    public static implicit operator Result(Failure failure) => new([failure]);

    public static implicit operator Result(List<Failure> failures) => failures.Count == 0 ? Ok : new Result(failures);
}

/// <summary>As <see cref="Result"/>, with a value when done.</summary>
public sealed class Result<T> : Result
{
    private Result(T? value, IReadOnlyList<Failure> failures) : base(failures) => Value = value;

    public T? Value { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public new bool Succeeded => base.Succeeded;

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Failure failure) => new(default, [failure]);

    public static implicit operator Result<T>(List<Failure> failures) =>
        failures.Count == 0 ? throw new ArgumentException("A refusal names its reasons.", nameof(failures)) : new(default, failures);

    internal static Result<T> Of(IReadOnlyList<Failure> failures) => new(default, failures);
}
