;; Dot products of one query with many stored vectors, 16 dimensions at a time (WebAssembly SIMD).
;; A stored vector is int8, the query int16; both are padded with zeros to whole groups of 16.
(module
  (import "docent" "memory" (memory 1))
  (func (export "dots")
    (param $query i32)      ;; address of the query
    (param $length i32)     ;; bytes of a stored vector, a multiple of 16
    (param $addresses i32)  ;; u32 addresses of the stored vectors
    (param $count i32)      ;; how many of them
    (param $out i32)        ;; i32 dot products go here
    (local $vector i32) (local $end i32) (local $q i32) (local $stop i32)
    (local $sum v128) (local $bytes v128)
    (local.set $stop (i32.add (local.get $addresses) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $each
        (br_if $done (i32.ge_u (local.get $addresses) (local.get $stop)))
        (local.set $vector (i32.load (local.get $addresses)))
        (local.set $end (i32.add (local.get $vector) (local.get $length)))
        (local.set $q (local.get $query))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (loop $group
          (local.set $bytes (v128.load (local.get $vector)))
          (local.set $sum
            (i32x4.add
              (local.get $sum)
              (i32x4.add
                (i32x4.dot_i16x8_s
                  (i16x8.extend_low_i8x16_s (local.get $bytes))
                  (v128.load (local.get $q)))
                (i32x4.dot_i16x8_s
                  (i16x8.extend_high_i8x16_s (local.get $bytes))
                  (v128.load offset=16 (local.get $q))))))
          (local.set $vector (i32.add (local.get $vector) (i32.const 16)))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (br_if $group (i32.lt_u (local.get $vector) (local.get $end))))
        (i32.store (local.get $out)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $addresses (i32.add (local.get $addresses) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $each)))))
