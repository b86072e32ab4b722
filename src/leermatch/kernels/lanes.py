"""Sixteen places in one step: what numba's own loops do not become, written for LLVM itself.

Vectors of sixteen are cut by LLVM into what the machine has, so the same code runs everywhere, with the same bits.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

#: Places that are tested together.
WIDTH: Final = 16
_BYTE: Final = 8
#: (256, 8) for each byte the positions of the bits that are set in it, from the lowest on.
POSITIONS: Final = np.array(
    [([b for b in range(_BYTE) if byte >> b & 1] + [0] * _BYTE)[:_BYTE] for byte in range(256)], np.uint32
)
POSITIONS.flags.writeable = False


def _passing(
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
            return builder.load(builder.bitcast(place, ir.VectorType(kind, WIDTH).as_pointer()), align=4)

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


def _listed(_: Any, rows: Any, past: Any, first: Any, bits: Any, positions: Any) -> Any:
    """Write first + t for every bit t that is set to rows[past], rows[past + 1] … and return what is past them.

    `rows` uint32 with WIDTH spare values; `positions` is POSITIONS. No branch depends on the bits.
    """
    signature = types.int64(rows, types.int64, types.int64, types.uint32, positions)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        whole, long = ir.IntType(32), ir.IntType(64)
        eight = ir.VectorType(whole, _BYTE)
        target = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        table = context.make_array(signature.args[4])(context, builder, arguments[4]).data
        past, bits = arguments[1], arguments[3]
        empty = ir.Constant(eight, ir.Undefined)
        for step in range(WIDTH // _BYTE):
            byte = builder.and_(builder.lshr(bits, whole(step * _BYTE)), whole(255))
            found = builder.gep(table, [builder.mul(builder.zext(byte, long), long(_BYTE))])
            places = builder.load(builder.bitcast(found, eight.as_pointer()), align=4)
            base = builder.trunc(builder.add(arguments[2], long(step * _BYTE)), whole)
            one = builder.insert_element(empty, base, whole(0))
            bases = builder.shuffle_vector(one, empty, ir.Constant(eight, [0] * _BYTE))
            place = builder.bitcast(builder.gep(target, [past]), eight.as_pointer())
            builder.store(builder.add(places, bases), place, align=4)
            past = builder.add(past, builder.zext(builder.ctpop(byte), long))
        return past

    return signature, generate


#: As numba calls them: the first argument, its typing context, is its own affair.
passing: Any = intrinsic(_passing)
listed: Any = intrinsic(_listed)
