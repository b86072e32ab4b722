"""Sixteen places in one step: what numba's own loops do not become, written for LLVM itself.

Vectors of sixteen are cut by LLVM into what the machine has, so the same code runs everywhere, with the same bits.
"""

from __future__ import annotations

from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

#: Places that are tested together.
WIDTH: Final = 16


@intrinsic  # type: ignore[untyped-decorator]
def passing(
    _: Any, x: Any, y: Any, mask: Any, first: Any, own_x: Any, own_y: Any, deny: Any, limit: Any
) -> Any:
    """Bit t is set when place first + t asks nothing that is denied and does not lie beyond the limit (km², float32).

    Reads 16 values of x, y (float32) and mask (uint32) from `first` on, so that arrays end with 16 spare ones. An
    unknown distance (NaN) passes.
    """
    signature = types.uint32(x, y, mask, first, own_x, own_y, deny, limit)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        def read(position: int, kind: Any) -> Any:
            array = context.make_array(signature.args[position])(context, builder, arguments[position])
            place = builder.gep(array.data, [arguments[3]])
            return builder.load(
                builder.bitcast(place, ir.VectorType(kind, WIDTH).as_pointer()), align=4
            )

        def spread(position: int, kind: Any) -> Any:
            empty = ir.Constant(ir.VectorType(kind, WIDTH), ir.Undefined)
            one = builder.insert_element(empty, arguments[position], ir.Constant(ir.IntType(32), 0))
            zeros = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
            return builder.shuffle_vector(one, empty, zeros)

        real, whole = ir.FloatType(), ir.IntType(32)
        dx = builder.fsub(read(0, real), spread(4, real))
        dy = builder.fsub(read(1, real), spread(5, real))
        squared = builder.fadd(builder.fmul(dx, dx), builder.fmul(dy, dy))
        near = builder.fcmp_unordered("<=", squared, spread(7, real))
        nothing = ir.Constant(ir.VectorType(whole, WIDTH), [0] * WIDTH)
        welcome = builder.icmp_unsigned("==", builder.and_(read(2, whole), spread(6, whole)), nothing)
        bits = builder.bitcast(builder.and_(near, welcome), ir.IntType(WIDTH))
        return builder.zext(bits, whole)

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def lowest(_: Any, bits: Any) -> Any:
    """The position of the lowest bit that is set (uint32, not 0), as int64."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        found = builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))
        return builder.zext(found, ir.IntType(64))

    return types.int64(bits), generate


@intrinsic  # type: ignore[untyped-decorator]
def ones(_: Any, bits: Any) -> Any:
    """How many bits are set (uint32), as int64."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.zext(builder.ctpop(arguments[0]), ir.IntType(64))

    return types.int64(bits), generate
